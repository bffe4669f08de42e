/** How a person sees colours: as most do, or without one kind of cone. */
export type Sight = 'usual' | 'protan' | 'deutan' | 'tritan'

type Rgb = readonly [red: number, green: number, blue: number]

/** Linear light of `#rrggbb`, 0 to 1. */
function linear(hex: string): Rgb {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return [channel(1), channel(3), channel(5)]
}

const luminance = ([red, green, blue]: Rgb): number => 0.2126 * red + 0.7152 * green + 0.0722 * blue

/** Contrast of two colours as WCAG 2 defines it: 1 to 21. */
export function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(linear(a)), luminance(linear(b))].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

/** What is seen without a kind of cone, on linear light (Machado, Oliveira, Fernandes 2009, severity 1). */
const missing: Readonly<Record<Exclude<Sight, 'usual'>, readonly [Rgb, Rgb, Rgb]>> = {
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

const dot = ([a, b, c]: Rgb, [x, y, z]: Rgb): number => a * x + b * y + c * z

function seen(sight: Sight, hex: string): Rgb {
  const light = linear(hex)
  if (sight === 'usual') return light
  const [red, green, blue] = missing[sight]
  const within = (value: number) => Math.min(1, Math.max(0, value))
  return [within(dot(red, light)), within(dot(green, light)), within(dot(blue, light))]
}

/** CIE L*a*b* of linear light, for a D65 white. */
function lab(rgb: Rgb): Rgb {
  const x = dot([0.4124, 0.3576, 0.1805], rgb) / 0.95047
  const y = dot([0.2126, 0.7152, 0.0722], rgb)
  const z = dot([0.0193, 0.1192, 0.9505], rgb) / 1.08883
  const curve = (value: number) => (value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116)
  return [116 * curve(y) - 16, 500 * (curve(x) - curve(y)), 200 * (curve(y) - curve(z))]
}

/** How different two colours look to such eyes: CIE 1976, where about 2 can just be told apart. */
export function differenceFor(sight: Sight, a: string, b: string): number {
  const [l1, a1, b1] = lab(seen(sight, a))
  const [l2, a2, b2] = lab(seen(sight, b))
  return Math.hypot(l1 - l2, a1 - a2, b1 - b2)
}
