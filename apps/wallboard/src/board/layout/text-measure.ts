/** The font of `.name` in tiles.module.css. */
const font = '550 100px "Inter Variable", system-ui, sans-serif'
const letterSpacing = -0.01

/** The average width of a letter of Inter in em, for a browser without a canvas. */
const averageLetter = 0.56

/** A wall has a few hundred names: beyond this number most belong to former boards. */
const maxRemembered = 2_000

/** Measures names in the fonts of one page. */
export interface TextMeasure {
  /** The width of a name in em of its font size, as this browser draws it. Measured once for each text and font. */
  readonly widthOf: (text: string) => number
  /** Calls back after a font was loaded, which changes all widths. */
  readonly subscribe: (changed: () => void) => () => void
  /** Changes whenever a font was loaded. */
  readonly fontVersion: () => number
}

export function createTextMeasure(page: Document): TextMeasure {
  const widths = new Map<string, number>()
  const listeners = new Set<() => void>()
  let canvas: CanvasRenderingContext2D | null | undefined
  let fontVersion = 0

  function measure(text: string): number {
    canvas ??= page.createElement('canvas').getContext('2d')
    if (canvas === null) return averageLetter * text.length
    canvas.font = font
    // Pages draw digits of one width; a canvas draws a narrow 1.
    return canvas.measureText(text.replace(/1/g, '0')).width / 100 + letterSpacing * text.length
  }

  function fontsLoaded(): void {
    widths.clear()
    fontVersion += 1
    for (const listener of listeners) listener()
  }

  return {
    widthOf(text) {
      const known = widths.get(text)
      if (known !== undefined) return known
      const width = measure(text)
      if (widths.size >= maxRemembered) widths.clear()
      widths.set(text, width)
      return width
    },
    subscribe(changed) {
      if (listeners.size === 0) page.fonts.addEventListener('loadingdone', fontsLoaded)
      listeners.add(changed)
      return () => {
        listeners.delete(changed)
        if (listeners.size > 0) return
        page.fonts.removeEventListener('loadingdone', fontsLoaded)
        widths.clear() // fonts may load while nobody listens
      }
    },
    fontVersion: () => fontVersion,
  }
}
