/** How a tile shows its name, and what else it shows less of for that. Sizes are CSS pixels. */
export interface NameFit {
  readonly fontSize: number
  readonly lines: 1 | 2
  /** False: it ends in an ellipsis. */
  readonly isWhole: boolean
  /** What stands beside the name gives way to it. */
  readonly hidesAside: boolean
  /** The line of counts below the figure gives way. */
  readonly hidesNotes: boolean
  /** The size of the tile's figure where that gives way; undefined: as the layout has it. */
  readonly figure: number | undefined
}

interface NameRoom {
  readonly text: string
  /** The width of a text in em of its font size. */
  readonly widthOf: (text: string) => number
  /** Of the tile inside its padding. */
  readonly innerWidth: number
  readonly innerHeight: number
  /** The font size that a short name has, and the smallest that is legible. */
  readonly label: number
  readonly least: number
  /** What stands beside the name takes so much of its width. */
  readonly asideWidth: number
  /** The figure's font size, and the smallest that is legible; 0 for a tile without one. */
  readonly figure: number
  readonly leastFigure: number
  /** The height of all that is below the figure. */
  readonly notesHeight: number
  /** An alarm: its name is whole, and the rest gives way. */
  readonly isUrgent: boolean
}

/** A line of a figure is as high as its digits and a little air. */
const figureLine = 0.85
/** Two lines of a name stand closer than other lines; see `.name` in tiles.module.css. */
const closeLines = 2 * 1.05
const widestLetter = 0.95
/** Letters are drawn a little wider than they are measured. */
const margin = 1.01

/** The width, in em, of the wider of two lines when a name is broken between words where that is least. */
function brokenWidth(text: string, widthOf: (text: string) => number): number {
  const words = text.split(' ')
  let least = Infinity
  for (let count = 1; count < words.length; count += 1) {
    const first = widthOf(words.slice(0, count).join(' '))
    const second = widthOf(words.slice(count).join(' '))
    least = Math.min(least, Math.max(first, second))
  }
  return least
}

/**
 * Fits a name into its tile: in smaller letters, on two lines, above a smaller figure, and for an alarm in place of what
 * else is there. The first of these that shows the whole name is taken.
 */
export function fitName(room: NameRoom): NameFit {
  const { text, widthOf, innerWidth, innerHeight, label, least, asideWidth, isUrgent } = room
  const { figure, leastFigure, notesHeight } = room
  const oneLine = widthOf(text) * margin
  const betweenWords = brokenWidth(text, widthOf) * margin
  /** A word breaks where its line ends; so late that the first line may lack the width of a letter. */
  const anywhere = Math.min(betweenWords, oneLine / 2 + widestLetter)

  /** The largest font size at which the name is whole in a place; undefined: not in legible letters. */
  function whole(width: number, height: number, mostOfTwo: number, twoLines = betweenWords) {
    const one = Math.min(label, width / oneLine)
    if (one >= least) return { fontSize: one, lines: 1 as const }
    const two = Math.min(label, mostOfTwo, width / twoLines, height / closeLines)
    return two >= least - 0.01 ? { fontSize: two, lines: 2 as const } : undefined
  }

  const height = innerHeight - figureLine * figure - notesHeight
  const beside = innerWidth - asideWidth
  const calm = whole(beside, height, label)
  const unchanged = { hidesAside: false, hidesNotes: false, figure: undefined }
  if (calm !== undefined) return { ...calm, isWhole: true, ...unchanged }
  const alone = isUrgent ? whole(innerWidth, height, label) : undefined
  if (alone !== undefined) return { ...alone, isWhole: true, ...unchanged, hidesAside: true }

  // A name of two lines is as small as is legible, so that the figure stays as large as it can.
  const steps = isUrgent
    ? [
        { hidesAside: false, hidesNotes: false },
        { hidesAside: true, hidesNotes: false },
        { hidesAside: true, hidesNotes: true },
      ]
    : [{ hidesAside: false, hidesNotes: false }]
  for (const { hidesAside, hidesNotes } of steps) {
    const below = hidesNotes ? 0 : notesHeight
    const forName = innerHeight - figureLine * leastFigure - below
    const fit = whole(hidesAside ? innerWidth : beside, forName, least, hidesAside ? anywhere : betweenWords)
    if (fit === undefined) continue
    const left = (innerHeight - below - closeLines * fit.fontSize) / figureLine
    return { ...fit, isWhole: true, hidesAside, hidesNotes, figure: Math.min(figure, left) }
  }
  if (!isUrgent) return { fontSize: least, lines: 1, isWhole: false, ...unchanged }
  // Longer than two lines hold: two lines of it where they fit, and an ellipsis.
  const forTwo = innerHeight - figureLine * leastFigure - closeLines * least
  const isTwo = forTwo >= 0
  return {
    fontSize: least,
    lines: isTwo ? 2 : 1,
    isWhole: false,
    hidesAside: true,
    hidesNotes: isTwo && forTwo < notesHeight,
    figure: isTwo && figure > 0 ? Math.min(figure, leastFigure) : undefined,
  }
}
