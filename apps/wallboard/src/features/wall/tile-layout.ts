import { angles, fontSizeAt, readableToM, type Viewing } from '../../shared/layout/legibility.ts'

/**
 * How a tile tells of its agents: in `words` on one line, in words on three lines, or by `symbols`. Where there is
 * room for words there is room for a second line of the name and for the spark line too.
 */
export type TileForm = 'words' | 'lines' | 'symbols'

/** How tiles are laid out on a screen. Sizes are CSS pixels. */
export interface TileLayout {
  readonly columns: number
  readonly rows: number
  /** Tiles on one page: the rest goes to further pages. */
  readonly perPage: number
  readonly form: TileForm
  /** One typeface, three sizes. */
  readonly figure: number
  readonly label: number
  readonly note: number
  readonly padding: number
  /** Metres up to which the smallest text can be read; less than the viewing distance when nothing fits. */
  readonly readableToM: number
}

/** What tiles and trend have together; the trend takes the cells that the tiles leave of the last row. */
export interface TileArea {
  readonly width: number
  readonly height: number
  readonly count: number
  /** Pixels between tiles. */
  readonly gap: number
  readonly viewing: Viewing
}

/** More tiles than this on one page are too many to look through. */
const mostPerPage = 24

/** Widths in em, measured for Inter with tabular figures: three-digit counts, a wait of `59:59`. */
const calls = 3 * 0.65
/** With the space before it. */
const waitWidth = 3.3
const agentsInWords = 17.4
const longestAgentLine = 6.3
const agentsInSymbols = 6.7

const lineHeight = 1.1
/** Digits have no descenders: their line is as high as they are, and a little air. */
const figureLine = 0.85
/** The space between a tile's parts, in em of a note. */
const betweenParts = 0.04

interface Sizes {
  readonly figure: number
  readonly label: number
  readonly note: number
}

interface Form {
  readonly form: TileForm
  /** Lines of the name, and of notes below the figures. */
  readonly nameLines: number
  readonly noteLines: number
  /** Em of a note that bar and spark line take. */
  readonly decoration: number
  readonly noteWidth: number
  /** A tile's padding in em of a note. */
  readonly padding: number
  /** Larger type is worth more than words, up to a point. */
  readonly worth: number
}

const forms: readonly Form[] = [
  {
    form: 'words',
    nameLines: 1,
    noteLines: 2,
    decoration: 1.2,
    padding: 0.35,
    noteWidth: agentsInWords,
    worth: 1,
  },
  {
    form: 'lines',
    nameLines: 1,
    noteLines: 3,
    decoration: 0.5,
    padding: 0.3,
    noteWidth: longestAgentLine,
    worth: 0.95,
  },
  {
    form: 'symbols',
    nameLines: 1,
    noteLines: 1,
    decoration: 0,
    padding: 0.14,
    noteWidth: agentsInSymbols,
    worth: 0.8,
  },
]

const figureOverLabel = 1.7
const noteUnderLabel = 0.8
const mostFigureOverLabel = 4

/** Everything of a tile that is not the line of its figures. */
function heightBeside(form: Form, { label, note }: Sizes): number {
  const parts = 2 + form.noteLines
  return (
    form.nameLines * label * lineHeight +
    form.noteLines * note * lineHeight +
    note * (form.decoration + 2 * form.padding + parts * betweenParts)
  )
}

function fits(form: Form, sizes: Sizes, width: number, height: number): boolean {
  const { figure, label, note } = sizes
  const inner = width - 2 * form.padding * note
  return (
    figureLine * figure + heightBeside(form, sizes) <= height &&
    calls * figure + waitWidth * label <= inner &&
    form.noteWidth * note <= inner
  )
}

/** Sizes in good proportion for a label, none below what is legible. */
const proportioned = (label: number, viewing: Viewing): Sizes => ({
  label,
  note: Math.max(fontSizeAt(viewing, angles.least), label * noteUnderLabel),
  figure: Math.max(fontSizeAt(viewing, angles.figure), label * figureOverLabel),
})

/** The largest sizes at which a form fits a tile; undefined when it does not even at the smallest that are allowed. */
function largestSizes(form: Form, width: number, height: number, viewing: Viewing): Sizes | undefined {
  const least = fontSizeAt(viewing, angles.least)
  const smallest = { label: least, note: least, figure: fontSizeAt(viewing, angles.figure) }
  if (!fits(form, smallest, width, height)) return undefined
  let low = least
  let high = Math.max(least, height)
  for (let step = 0; step < 20; step += 1) {
    const middle = (low + high) / 2
    if (fits(form, proportioned(middle, viewing), width, height)) low = middle
    else high = middle
  }
  const sizes = low > least ? proportioned(low, viewing) : smallest
  // The figure takes what is left.
  const inner = width - 2 * form.padding * sizes.note
  const figure = Math.min(
    (height - heightBeside(form, sizes)) / figureLine,
    (inner - waitWidth * sizes.label) / calls,
    low * mostFigureOverLabel,
  )
  return { ...sizes, figure }
}

type Candidate = Omit<TileLayout, 'perPage' | 'readableToM'> & { readonly worth: number }

/** The best grid that holds so many tiles and a cell of trend on one page. */
function bestGrid(area: TileArea, count: number): Candidate | undefined {
  const { viewing, gap } = area
  const enough = fontSizeAt(viewing, angles.label)
  let best: Candidate | undefined
  for (let columns = 1; columns <= count + 1; columns += 1) {
    const rows = Math.ceil((count + 1) / columns)
    const width = (area.width - (columns - 1) * gap) / columns
    const height = (area.height - (rows - 1) * gap) / rows
    for (const form of forms) {
      const sizes = largestSizes(form, width, height, viewing)
      if (sizes === undefined) continue
      // Past what is legible, words win over size, and the figure decides between equals.
      const worth = Math.min(sizes.label, 1.1 * enough) * form.worth + sizes.figure * 0.1
      if (best === undefined || worth > best.worth)
        best = { columns, rows, form: form.form, padding: form.padding * sizes.note, ...sizes, worth }
    }
  }
  return best
}

/** Where not even one tile fits at this distance, it gets what there is. */
function lastResort({ width, height, viewing }: TileArea): Candidate {
  const sizes = (height: number) => ({ figure: height * 0.3, label: height * 0.2, note: height * 0.2 })
  const side = Math.min(width / 2.5, height / 2)
  return {
    columns: width > height ? 2 : 1,
    rows: width > height ? 1 : 2,
    form: 'symbols',
    padding: 0,
    ...sizes(Math.min(side, fontSizeAt(viewing, angles.least) / 0.2)),
    worth: 0,
  }
}

/** The layout with the largest type; tiles that it has no room for go to further pages of equal size. */
export function layoutTiles(area: TileArea): TileLayout {
  const fewestPages = Math.max(1, Math.ceil(area.count / mostPerPage))
  for (let pages = fewestPages; pages <= Math.max(1, area.count); pages += 1) {
    const perPage = Math.max(1, Math.ceil(area.count / pages))
    const grid = bestGrid(area, perPage)
    if (grid !== undefined) return finished(area.viewing, perPage, grid)
  }
  return finished(area.viewing, 1, lastResort(area))
}

function finished(viewing: Viewing, perPage: number, { worth: _worth, ...grid }: Candidate): TileLayout {
  return { ...grid, perPage, readableToM: readableToM(viewing, Math.min(grid.note, grid.label)) }
}
