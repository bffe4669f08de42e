import type { Tile } from '@wallboard/boards'
import { bestGrid, type GridFinder, type Grid, type LayoutItem, type PageArea } from './page-layout.ts'

/** A board of some pages needs a few; past this many they are of areas that there are no longer. */
const mostRemembered = 32

/** What a grid follows from: the room, and what each tile of each screenful asks for; never which queue it shows. */
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
 * Looks for a grid once for each shape of a page: queues that change places every ten seconds change no sizes, and the
 * search is most of what a screen does when it starts.
 */
export function memoizeGrids(find: GridFinder = bestGrid): GridFinder {
  const known = new Map<string, Grid | undefined>()
  return (area, screens) => {
    const key = keyOf(area, screens)
    if (known.has(key)) return known.get(key)
    const grid = find(area, screens)
    if (known.size >= mostRemembered) known.clear()
    known.set(key, grid)
    return grid
  }
}
