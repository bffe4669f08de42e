import { allQueuesBoard, type Page } from '@wallboard/boards'
import { expect, it } from 'vitest'
import { itemsOf } from '../board-items.ts'
import { bestGrid, layoutPage, type GridFinder, type PageArea } from './page-layout.ts'
import { memoizeGrids } from './memoized-grids.ts'

const viewing = { width: 1920, height: 1080, diagonalInches: 55, distanceM: 5 }
const area: PageArea = { width: 1900, height: 1000, gap: 8, viewing }
const [page = { tiles: [] }] = allQueuesBoard.pages
const ids = Array.from({ length: 30 }, (_, index) => String(index))
const reversed = [...ids].reverse()
const itemsWith = (order: readonly string[], shown: Page = page) => itemsOf(shown, 0, order, 0)

function counted() {
  let count = 0
  const find: GridFinder = (...given) => {
    count += 1
    return bestGrid(...given)
  }
  return { find: memoizeGrids(find), count: () => count }
}

it('searches once for tiles that only change their order, and places each by its order', () => {
  const { find, count } = counted()
  const before = layoutPage(area, itemsWith(ids), { findGrid: find })
  const searches = count()
  const after = layoutPage(area, itemsWith(reversed), { findGrid: find })
  expect(count()).toBe(searches)
  expect(before).toEqual(layoutPage(area, itemsWith(ids)))
  expect(after).toEqual(layoutPage(area, itemsWith(reversed)))
  expect(after).not.toEqual(before)
})

it('searches again for another area, another number of tiles, and tiles that require more space', () => {
  const { find, count } = counted()
  const searchesFor = (...given: Parameters<GridFinder>) => {
    const before = count()
    layoutPage(given[0], given[1][0] ?? [], { findGrid: find })
    return count() - before
  }
  expect(searchesFor(area, [itemsWith(ids)])).toBeGreaterThan(0)
  expect(searchesFor({ ...area, height: 900 }, [itemsWith(ids)])).toBeGreaterThan(0)
  expect(searchesFor(area, [itemsWith(ids.slice(1))])).toBeGreaterThan(0)
  const wide: Page = { tiles: page.tiles.map((tile) => ({ ...tile, columns: 2 })) }
  expect(searchesFor(area, [itemsWith(ids, wide)])).toBeGreaterThan(0)
  expect(searchesFor(area, [itemsWith(reversed)])).toBe(0)
})
