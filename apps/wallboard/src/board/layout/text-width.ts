/** The font of `.name` in tiles.module.css. */
const font = '550 100px "Inter Variable", system-ui, sans-serif'
const letterSpacing = -0.01

/** A wall has a few hundred names: beyond this number they are of boards that are gone. */
const maxRemembered = 2_000

let pen: CanvasRenderingContext2D | null | undefined
const known = new Map<string, number>()

/** The width of a name in em of its font size, as this browser draws it. Measured once for each text and font. */
export function nameWidth(text: string): number {
  const cached = known.get(text)
  if (cached !== undefined) return cached
  pen ??= document.createElement('canvas').getContext('2d')
  // Without a canvas: letters of Inter, on average.
  let width = 0.56 * text.length
  if (pen !== null) {
    pen.font = font
    width = pen.measureText(text).width / 100 + letterSpacing * text.length
  }
  if (known.size >= maxRemembered) known.clear()
  known.set(text, width)
  return width
}

let fontVersion = 0
const listeners = new Set<() => void>()
let isListening = false

/** Calls back when a font was loaded: letters have another width from then on. */
export function subscribeToFonts(changed: () => void): () => void {
  listeners.add(changed)
  if (!isListening) {
    isListening = true
    document.fonts.addEventListener('loadingdone', () => {
      known.clear()
      fontVersion += 1
      for (const listener of listeners) listener()
    })
  }
  return () => {
    listeners.delete(changed)
  }
}

/** Changes whenever a font was loaded. */
export const fontsLoaded = (): number => fontVersion
