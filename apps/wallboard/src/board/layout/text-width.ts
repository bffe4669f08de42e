/** As `.name` in tiles.module.css has it. */
const font = '550 100px "Inter Variable", system-ui, sans-serif'
const letterSpacing = -0.01

/** A wall has a few hundred names; past this many they are of boards that are gone. */
const mostRemembered = 2_000

let pen: CanvasRenderingContext2D | null | undefined
const known = new Map<string, number>()

/** The width of a name in em of its font size, as this browser draws it. Measured once for each text. */
export function nameWidth(text: string): number {
  const remembered = known.get(text)
  if (remembered !== undefined) return remembered
  pen ??= document.createElement('canvas').getContext('2d')
  // Without a canvas: letters of Inter, on average.
  let width = 0.56 * text.length
  if (pen !== null) {
    pen.font = font
    width = pen.measureText(text).width / 100 + letterSpacing * text.length
  }
  if (known.size >= mostRemembered) known.clear()
  known.set(text, width)
  return width
}

let fontVersion = 0
const watchers = new Set<() => void>()
let isListening = false

/** Calls back when letters have another width than before: a font of the wall has come. */
export function subscribeToFonts(changed: () => void): () => void {
  watchers.add(changed)
  if (!isListening) {
    isListening = true
    document.fonts.addEventListener('loadingdone', () => {
      known.clear()
      fontVersion += 1
      for (const watcher of watchers) watcher()
    })
  }
  return () => {
    watchers.delete(changed)
  }
}

/** Another number for another set of fonts. */
export const fontsLoaded = (): number => fontVersion
