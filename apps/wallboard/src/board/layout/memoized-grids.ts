import type { Tile } from '@wallboard/boards'
import { bestGrid, type GridFinder, type Grid, type LayoutItem, type PageArea } from './page-layout.ts'

/** A board needs a few grids: beyond this number most belong to former window sizes. */
const maxRemembered = 32

/** Everything that determines a grid: the area and the tiles of each screen, but not which queues they show. */
function keyOf(area: PageArea, screens: readonly (readonly LayoutItem[])[]): string {
  const texts = new Map<Tile, string>()
  const textOf = (tile: Tile) => {
    const text = texts.get(tile) ?? JSON.stringify(tile)
    texts.set(tile, text)
    return text
  }
  const shapes = screens.map((items) =>
    items.map(({ tile, columns, rows, fillsRow }) => [textOf(tile), columns, rows, fillsRow]),
  )
  return JSON.stringify([area, shapes])
}

/**
 * Searches a grid once for each shape of a page. Sorting the queues changes no sizes, and the search takes most of a
 * page's start-up time.
 */
export function memoizeGrids(find: GridFinder = bestGrid): GridFinder {
  const known = new Map<string, Grid | undefined>()
  return (area, screens) => {
    const key = keyOf(area, screens)
    if (known.has(key)) return known.get(key)
    const grid = find(area, screens)
    if (known.size >= maxRemembered) known.clear()
    known.set(key, grid)
    return grid
  }
}
