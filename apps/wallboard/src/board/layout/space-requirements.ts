import type { Tile } from '@wallboard/boards'
import { figureLabel } from '../../live/stores/tile-keys.ts'

/**
 * How queue tiles tell of their agents: in `words` on one line, in words on three lines, or by `symbols`. Where there
 * is room for words there is room for the spark line too.
 */
export type TileDensity = 'words' | 'lines' | 'symbols'

/** One typeface, three sizes, in CSS pixels. */
export interface Sizes {
  readonly figure: number
  readonly label: number
  readonly note: number
}

/** The room that a tile's text takes at given sizes, inside its padding. */
export interface SpaceRequirement {
  /** Tiles that say the same ask for the same room. */
  readonly signature: string
  readonly width: (sizes: Sizes) => number
  readonly height: (sizes: Sizes, innerWidth: number) => number
}

export const lineHeight = 1.1
/** Digits have no descenders: their line is as high as they are, and a little air. */
const figureLine = 0.85
/** The space between a tile's parts, in em of a note. */
const betweenParts = 0.04

/** Widths in em, measured for Inter with tabular figures. */
const digit = 0.65
const threeDigits = 3 * digit
/** A wait of `59:59`, with the space before it. */
const waitWidth = 3.3
const letter = 0.56

interface FormDemand {
  readonly form: TileDensity
  readonly noteLines: number
  /** Em of a note that bar and spark line take. */
  readonly decoration: number
  readonly noteWidth: number
  /** A tile's padding in em of a note. */
  readonly padding: number
  /** Larger type is worth more than words, up to a point. */
  readonly score: number
}

/** Narrower than this in em of a note, the word of an alarm has no room beside the first of the lines of counts. */
export const minBesideLine = 8.9

export const tileDensities: readonly FormDemand[] = [
  { form: 'words', noteLines: 2, decoration: 1.1, padding: 0.35, noteWidth: 17.4, score: 1 },
  { form: 'lines', noteLines: 3, decoration: 0.3, padding: 0.3, noteWidth: minBesideLine, score: 0.95 },
  // The same where the word of an alarm has no room beside the first line, and so a line of its own.
  { form: 'lines', noteLines: 4, decoration: 0.3, padding: 0.3, noteWidth: 6.3, score: 0.95 },
  { form: 'symbols', noteLines: 1, decoration: 0, padding: 0.14, noteWidth: 7.1, score: 0.72 },
]

function queueDemand({ form, noteLines, decoration, noteWidth }: FormDemand): SpaceRequirement {
  return {
    signature: `${form} ${noteLines}`,
    width: ({ figure, label, note }) => Math.max(threeDigits * figure + waitWidth * label, noteWidth * note),
    height: ({ figure, label, note }) =>
      figureLine * figure +
      label * lineHeight +
      noteLines * note * lineHeight +
      note * (decoration + (2 + noteLines) * betweenParts),
  }
}

/** A line of label, a figure or none, and lines of notes; widths in em of each. */
function stacked(
  signature: string,
  given: {
    readonly label?: number
    readonly labelLines?: number
    readonly figure?: number
    readonly besideFigure?: number
    readonly noteLines?: number
    readonly note?: number
  },
): SpaceRequirement {
  const { label = 0, labelLines = 1, figure = 0, besideFigure = 0, noteLines = 0, note = 0 } = given
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

/** Words on as many lines as they need; a line ends before the word that does not fit. */
function wrapped(text: string): SpaceRequirement {
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

const nameWidth = (name: string | undefined) => Math.min(name?.length ?? 10, 12) * letter

/** What a tile asks for. Names longer than a dozen letters end in an ellipsis; nothing else may be cut off. */
export function requirementOf(tile: Tile, form: FormDemand): SpaceRequirement {
  switch (tile.kind) {
    case 'queue':
    case 'queues':
    case 'group':
      return queueDemand(form)
    case 'number': {
      const noteLines = tile.target === undefined ? 0 : 1
      const letters = figureLabel(tile).length
      const labelLines = letters > 14 ? 2 : 1
      const label = Math.min(letters / labelLines + labelLines * 2, 18) * letter
      const signature = `number ${noteLines} ${label} ${labelLines}`
      return stacked(signature, { label, labelLines, figure: 5 * digit, noteLines, note: 7 })
    }
    case 'agents':
      return stacked('agents', { label: 6, noteLines: 4, note: 14 })
    case 'agent-summary':
      return stacked('summary', { label: 6, figure: threeDigits, besideFigure: 3.2, noteLines: 3, note: 7 })
    case 'campaign':
      return stacked('campaign', { label: 6, figure: 4 * digit, noteLines: 3, note: 10.8 })
    case 'trend':
      return stacked('trend', { noteLines: 2.2, note: 6 })
    case 'clock': {
      const label = tile.label === undefined ? 0 : nameWidth(tile.label)
      return stacked(`clock ${label}`, { label, figure: 4.6 * digit })
    }
    case 'text':
      return wrapped(tile.text)
    case 'alerts':
      return stacked('alerts', { label: 4, noteLines: 2, note: 12 })
  }
}
