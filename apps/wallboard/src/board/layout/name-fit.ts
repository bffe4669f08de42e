/** How a tile shows its name, and what gives way to it. Sizes are CSS pixels. */
export interface NameFit {
  readonly fontSize: number
  readonly lines: 1 | 2
  /** False: the name is truncated with an ellipsis. */
  readonly isWhole: boolean
  /** What is beside the name gives way. */
  readonly hidesAside: boolean
  /** The line of counts below the figure gives way. */
  readonly hidesNotes: boolean
  /** The figure's reduced size; undefined: the size of the layout. */
  readonly figure: number | undefined
}

interface NameRoom {
  readonly text: string
  /** The width of a text in em of its font size. */
  readonly widthOf: (text: string) => number
  /** The tile inside its padding. */
  readonly innerWidth: number
  readonly innerHeight: number
  /** The font size of a short name, and the minimum legible one. */
  readonly label: number
  readonly minSize: number
  /** The width of what is beside the name. */
  readonly asideWidth: number
  /** The figure's font size, and the minimum legible one; 0 for a tile without a figure. */
  readonly figure: number
  readonly minFigure: number
  /** The height of everything below the figure. */
  readonly notesHeight: number
  /** The tile has an alert: its name is shown whole and the rest gives way. */
  readonly isUrgent: boolean
}

/** The line height of a figure: digits and a margin. */
const figureLine = 0.85
/** The height of a name of two lines; see `.name` in tiles.module.css. */
const twoLinesHeight = 2 * 1.05
const widestLetter = 0.95
/** Letters are drawn a little wider than they are measured. */
const margin = 1.01

/** The width, in em, of the wider line of a name that is broken between words, at the best break. */
function brokenWidth(text: string, widthOf: (text: string) => number): number {
  const words = text.split(' ')
  let narrowest = Infinity
  for (let count = 1; count < words.length; count += 1) {
    const first = widthOf(words.slice(0, count).join(' '))
    const second = widthOf(words.slice(count).join(' '))
    narrowest = Math.min(narrowest, Math.max(first, second))
  }
  return narrowest
}

/**
 * Fits a name into its tile. Takes the first that shows the whole name: smaller text, two lines, two lines above a
 * smaller figure, and with an alert, without what is beside the name and without the counts.
 */
export function fitName(room: NameRoom): NameFit {
  const { widthOf, innerWidth, innerHeight, label, minSize, asideWidth, isUrgent } = room
  const { figure, minFigure, notesHeight } = room
  // Browsers draw several spaces as one, and none at the ends.
  const text = room.text.trim().replace(/ +/g, ' ')
  const oneLine = widthOf(text) * margin
  const betweenWords = brokenWidth(text, widthOf) * margin
  /** The width for a break inside a word: the first line may end up to one letter early. */
  const anywhere = Math.min(betweenWords, oneLine / 2 + widestLetter)

  /** The largest legible font size at which the whole name fits; undefined: none does. */
  function fitWhole(width: number, height: number, maxOfTwoLines: number, twoLines = betweenWords) {
    const one = Math.min(label, width / oneLine)
    if (one >= minSize) return { fontSize: one, lines: 1 as const }
    const two = Math.min(label, maxOfTwoLines, width / twoLines, height / twoLinesHeight)
    return two >= minSize - 0.01 ? { fontSize: two, lines: 2 as const } : undefined
  }

  const height = innerHeight - figureLine * figure - notesHeight
  const besideWidth = innerWidth - asideWidth
  const unchanged = { hidesAside: false, hidesNotes: false, figure: undefined }
  const plain = fitWhole(besideWidth, height, label)
  if (plain !== undefined) return { ...plain, isWhole: true, ...unchanged }
  const withoutAside = isUrgent ? fitWhole(innerWidth, height, label) : undefined
  if (withoutAside !== undefined) return { ...withoutAside, isWhole: true, ...unchanged, hidesAside: true }

  // Two lines have the minimum legible size, so that the figure stays as large as possible.
  for (const step of isUrgent ? [0, 1, 2] : [0]) {
    const hidesAside = step > 0
    const hidesNotes = step > 1
    const below = hidesNotes ? 0 : notesHeight
    const width = hidesAside ? innerWidth : besideWidth
    const nameHeight = innerHeight - figureLine * minFigure - below
    const fit = fitWhole(width, nameHeight, minSize, hidesAside ? anywhere : betweenWords)
    if (fit === undefined) continue
    const figureHeight = innerHeight - below - twoLinesHeight * fit.fontSize
    return {
      ...fit,
      isWhole: true,
      hidesAside,
      hidesNotes,
      figure: Math.min(figure, figureHeight / figureLine),
    }
  }
  // Too long for two lines: truncated, on two lines where they fit.
  const spare = innerHeight - figureLine * minFigure - twoLinesHeight * minSize
  const hasTwoLines = spare >= (isUrgent ? 0 : notesHeight)
  return {
    fontSize: minSize,
    lines: hasTwoLines ? 2 : 1,
    isWhole: false,
    hidesAside: isUrgent,
    hidesNotes: hasTwoLines && spare < notesHeight,
    figure: hasTwoLines && figure > 0 ? Math.min(figure, minFigure) : undefined,
  }
}
