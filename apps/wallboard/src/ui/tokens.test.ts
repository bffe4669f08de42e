import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

/** Normal colour vision, or vision without one kind of cone. */
type Sight = 'normal' | 'protan' | 'deutan' | 'tritan'

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
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(linear(a)), luminance(linear(b))].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

/** Colours as seen without one kind of cone, on linear light (Machado, Oliveira, Fernandes 2009, severity 1). */
const missing: Readonly<Record<Exclude<Sight, 'normal'>, readonly [Rgb, Rgb, Rgb]>> = {
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

function simulate(sight: Sight, hex: string): Rgb {
  const light = linear(hex)
  if (sight === 'normal') return light
  const [red, green, blue] = missing[sight]
  const clamp = (value: number) => Math.min(1, Math.max(0, value))
  return [clamp(dot(red, light)), clamp(dot(green, light)), clamp(dot(blue, light))]
}

/** CIE L*a*b* of linear light, for a D65 white. */
function lab(rgb: Rgb): Rgb {
  const x = dot([0.4124, 0.3576, 0.1805], rgb) / 0.95047
  const y = dot([0.2126, 0.7152, 0.0722], rgb)
  const z = dot([0.0193, 0.1192, 0.9505], rgb) / 1.08883
  const curve = (value: number) => (value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116)
  return [116 * curve(y) - 16, 500 * (curve(x) - curve(y)), 200 * (curve(y) - curve(z))]
}

/** The difference of two colours for a kind of vision (CIE 1976); about 2 is just noticeable. */
function differenceFor(sight: Sight, a: string, b: string): number {
  const [l1, a1, b1] = lab(simulate(sight, a))
  const [l2, a2, b2] = lab(simulate(sight, b))
  return Math.hypot(l1 - l2, a1 - a2, b1 - b2)
}

const sheet = readFileSync(new URL('tokens.css', import.meta.url), 'utf8')

/** The tokens of a theme as a browser resolves them: those of the root, overridden by its own. */
function tokensOf(theme: string): (name: string) => string {
  const blocks = [...sheet.matchAll(/^:root(?:\[data-theme='(\w+)'\])? \{([^}]*)\}/gm)]
  const tokens = new Map<string, string>()
  for (const [, own = 'night', body = ''] of blocks)
    if (own === 'night' || own === theme)
      for (const [, name = '', value = ''] of body.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g))
        tokens.set(name, value)
  return (name) => {
    const value = tokens.get(name)
    if (value === undefined) throw new Error(`${theme} has no token ${name}`)
    return value
  }
}

/** Every pair of foreground and background: figures 7 to 1, labels 4.5, graphics 3. */
const pairs: readonly (readonly [front: string, back: string, min: number])[] = [
  ['figure', 'ground', 7],
  ['figure', 'surface', 7],
  ['figure', 'hatch', 7],
  ['figure', 'raised', 7],
  ['label', 'ground', 4.5],
  ['label', 'surface', 4.5],
  ['label', 'hatch', 4.5],
  ['label', 'raised', 4.5],
  ['link', 'ground', 4.5],
  ['link', 'raised', 4.5],
  ['warn', 'surface', 4.5],
  ['warn', 'raised', 4.5],
  ['ground', 'warn', 4.5],
  ['faint', 'surface', 3],
  ['critical-figure', 'critical', 7],
  ['critical-label', 'critical', 4.5],
  ['critical-faint', 'critical', 3],
  ['critical', 'surface', 7],
]

/** What only the desk has. */
const deskPairs: typeof pairs = [
  ['link', 'surface', 4.5],
  ['warn', 'ground', 4.5],
  ['faint', 'ground', 3],
  ['figure', 'band', 7],
]

const sights: readonly Sight[] = ['normal', 'protan', 'deutan', 'tritan']

describe.each(['night', 'day', 'light', 'contrast'])('the %s theme', (theme) => {
  const token = tokensOf(theme)

  it.each(pairs)('%s on %s has a contrast of at least %d', (front, back, min) => {
    expect(contrast(token(front), token(back))).toBeGreaterThanOrEqual(min)
  })

  it.each(sights)('keeps its states distinguishable for %s vision', (sight) => {
    // A normal tile, the bar of a warning, and a tile that is critical.
    const states = [token('surface'), token('warn'), token('critical')]
    states.forEach((a, index) => {
      for (const b of states.slice(index + 1)) expect(differenceFor(sight, a, b)).toBeGreaterThan(20)
    })
  })
})

describe.each(['night', 'light', 'contrast'])('the %s theme of the desk', (theme) => {
  const token = tokensOf(theme)

  it.each(deskPairs)('%s on %s has a contrast of at least %d', (front, back, min) => {
    expect(contrast(token(front), token(back))).toBeGreaterThanOrEqual(min)
  })
})

describe(differenceFor, () => {
  it('computes a small difference of red and green of equal lightness for deuteranopia', () => {
    expect(differenceFor('normal', '#b04040', '#5a7a2a')).toBeGreaterThan(40)
    expect(differenceFor('deutan', '#b04040', '#5a7a2a')).toBeLessThan(20)
  })
})
