/**
 * How a queue's tile shows its counts of agents: `full`, in words on one line, with a spark line; `compact`, in words on
 * three lines; `icons`, with icons in place of words.
 */
export type TileDensity = 'full' | 'compact' | 'icons'

/** One typeface, three sizes, in CSS pixels. */
export interface Sizes {
  readonly figure: number
  readonly label: number
  readonly note: number
}

/** The space that a tile's text takes at some sizes, inside its padding. */
export interface SpaceRequirement {
  /** Equal for requirements that are equal at all sizes. */
  readonly signature: string
  readonly width: (sizes: Sizes) => number
  readonly height: (sizes: Sizes, innerWidth: number) => number
}

export const lineHeight = 1.1
/** Digits have no descenders: their line needs less height. */
export const figureLine = 0.85
/** The space between a tile's parts, in em of a note. */
export const betweenParts = 0.04

/** Widths in em, measured for Inter with tabular figures. */
export const digit = 0.65
export const threeDigits = 3 * digit
/** A wait of `59:59`, with the space before it. */
const waitWidth = 3.3
export const letter = 0.56

export interface DensityRule {
  readonly density: TileDensity
  readonly noteLines: number
  /** Em of a note that bar and spark line take. */
  readonly decoration: number
  readonly noteWidth: number
  /** The width, in em of a note, in which more words fit: notes are drawn smaller for it, as far as they stay legible. */
  readonly wordsWidth: number
  /** A tile's padding in em of a note. */
  readonly padding: number
  /** Weighs this density against larger text. */
  readonly score: number
}

/** In em of a note: below this width the word of an alert does not fit beside the first line of counts. */
export const minBesideLine = 8.9

export const tileDensities: readonly DensityRule[] = [
  {
    density: 'full',
    noteLines: 2,
    decoration: 1.1,
    padding: 0.35,
    noteWidth: 17.4,
    wordsWidth: 19.8,
    score: 1,
  },
  {
    density: 'compact',
    noteLines: 3,
    decoration: 0.3,
    padding: 0.3,
    noteWidth: minBesideLine,
    wordsWidth: minBesideLine,
    score: 0.95,
  },
  // The same for narrow tiles: the word of an alert gets its own line.
  {
    density: 'compact',
    noteLines: 4,
    decoration: 0.3,
    padding: 0.3,
    noteWidth: 6.3,
    wordsWidth: 7.3,
    score: 0.95,
  },
  {
    density: 'icons',
    noteLines: 1,
    decoration: 0,
    padding: 0.14,
    noteWidth: 7.1,
    wordsWidth: 8.9,
    score: 0.72,
  },
]

/** The space of a queue's or a group's tile. */
export function queueSpace({ density, noteLines, decoration, noteWidth }: DensityRule): SpaceRequirement {
  return {
    signature: `${density} ${noteLines}`,
    width: ({ figure, label, note }) => Math.max(threeDigits * figure + waitWidth * label, noteWidth * note),
    height: ({ figure, label, note }) =>
      figureLine * figure +
      label * lineHeight +
      noteLines * note * lineHeight +
      note * (decoration + (2 + noteLines) * betweenParts),
  }
}

/** The space of a label, an optional figure and lines of notes, from top to bottom; widths in em of each. */
export function stacked(
  signature: string,
  input: {
    readonly label?: number
    readonly labelLines?: number
    readonly figure?: number
    readonly besideFigure?: number
    readonly noteLines?: number
    readonly note?: number
  },
): SpaceRequirement {
  const { label = 0, labelLines = 1, figure = 0, besideFigure = 0, noteLines = 0, note = 0 } = input
  return {
    signature,
    width: (sizes) =>
      Math.max(label * sizes.label, figure * sizes.figure + besideFigure * sizes.label, note * sizes.note),
    height: (sizes) =>
      (label > 0 ? labelLines * sizes.label * lineHeight : 0) +
      (figure > 0 ? sizes.figure * figureLine : 0) +
      noteLines * sizes.note * lineHeight +
      3 * betweenParts * sizes.note,
  }
}

/** The space of wrapped text. */
export function wrapped(text: string): SpaceRequirement {
  const longest = Math.max(...text.split(/\s+/).map((word) => word.length))
  return {
    signature: `text ${text.length} ${longest}`,
    width: ({ label }) => Math.min(longest, 30) * letter * label,
    height: ({ label }, innerWidth) => {
      const lines = Math.ceil(
        (text.length * letter * label) / Math.max(1, innerWidth - 0.25 * longest * label),
      )
      return lines * label * 1.15
    },
  }
}

/** The width of a name in em of its font size. Names longer than a dozen letters end in an ellipsis. */
export const nameWidth = (name: string | undefined) => Math.min(name?.length ?? 10, 12) * letter
