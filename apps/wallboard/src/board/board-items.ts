import { definitionOf, tileKey, type Page } from '@wallboard/boards'
import type { LayoutItem } from './layout/page-layout.ts'
import { viewOf } from './tiles/registry.ts'

/** A tile as it is drawn; a tile of many queues is one of each. */
export interface BoardItem extends LayoutItem {
  readonly queueId: string | undefined
}

/** The queues of a tile, in the order of `ids`, the worst first. Of chosen queues those that are not there stand last. */
export function queuesInOrder(chosen: readonly string[] | 'all', ids: readonly string[]): readonly string[] {
  if (chosen === 'all') return ids
  const wanted = new Set(chosen)
  const known = ids.filter((id) => wanted.has(id))
  return [...known, ...chosen.filter((id) => !ids.includes(id))]
}

/** The items of a page at an instant (epoch ms): a tile that has expired is not among them. */
export function itemsOf(page: Page, pageIndex: number, ids: readonly string[], now: number): BoardItem[] {
  return page.tiles.flatMap((tile, index): BoardItem[] => {
    const definition = definitionOf(tile)
    const view = viewOf(tile)
    const until = definition.until?.(tile)
    if (until !== undefined && Date.parse(until) <= now) return []
    const { columns = 1, rows = 1 } = tile
    const item = (queueId: string | undefined, own: Pick<BoardItem, 'key' | 'paginates'>): BoardItem => ({
      tile,
      space: (density) => view.space(tile, density),
      columns,
      rows,
      fillsRow: view.fillsRow === true,
      queueId,
      ...own,
    })
    const chosen = definition.eachQueue?.(tile)
    if (chosen === undefined)
      return [
        item(tile.kind === 'queue' ? tile.queue : undefined, {
          key: tileKey(pageIndex, index),
          paginates: false,
        }),
      ]
    const queueIds = queuesInOrder(chosen, ids)
    // Without a queue there is one tile that says so.
    if (queueIds.length === 0) return [item(undefined, { key: tileKey(pageIndex, index), paginates: true })]
    return queueIds.map((id) => item(id, { key: tileKey(pageIndex, index, id), paginates: true }))
  })
}
