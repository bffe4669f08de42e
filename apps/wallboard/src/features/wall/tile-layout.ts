/** How tiles are laid out on a screen. */
export interface TileLayout {
  readonly columns: number
  readonly rows: number
  /** Tiles on one page: the rest goes to further pages. */
  readonly perPage: number
}

/** More tiles than this on one screen are not legible from across a room. */
const mostPerPage = 24
/** A tile reads best at this ratio of width to height. */
const bestRatio = 1.5

/** The grid with the largest type: the one whose tiles hold the largest box of the best ratio. */
export function layoutTiles(area: {
  readonly width: number
  readonly height: number
  readonly count: number
}): TileLayout {
  const pages = Math.max(1, Math.ceil(area.count / mostPerPage))
  const shown = Math.max(1, Math.ceil(area.count / pages))
  const candidates = Array.from({ length: shown }, (_, index) => {
    const columns = index + 1
    const rows = Math.ceil(shown / columns)
    return {
      columns,
      rows,
      size: Math.min(area.width / columns / bestRatio, area.height / rows),
      unused: columns * rows - shown,
    }
  })
  const best = candidates.reduce((a, b) =>
    b.size > a.size || (b.size === a.size && b.unused < a.unused) ? b : a,
  )
  return { columns: best.columns, rows: best.rows, perPage: shown }
}
