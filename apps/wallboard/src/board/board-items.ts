import { definitionOf, tileKey, type Page } from '@wallboard/boards'
import type { LayoutItem } from './layout/page-layout.ts'
import { viewOf } from './tiles/registry.ts'

/** What is drawn as one tile: a tile of the board, or one queue of a tile of several queues. */
export interface BoardItem extends LayoutItem {
  readonly queueId: string | undefined
}

/** The queues of a tile in the order of `ids`; selected queues that are not in `ids` come last. */
export function queuesInOrder(
  selected: readonly string[] | 'all',
  ids: readonly string[],
): readonly string[] {
  if (selected === 'all') return ids
  const selectedIds = new Set(selected)
  const known = ids.filter((id) => selectedIds.has(id))
  return [...known, ...selected.filter((id) => !ids.includes(id))]
}

/** The items of a page at an instant (epoch ms), without expired tiles. */
export function itemsOf(page: Page, pageIndex: number, ids: readonly string[], now: number): BoardItem[] {
  return page.tiles.flatMap((tile, index): BoardItem[] => {
    const definition = definitionOf(tile)
    const view = viewOf(tile)
    const until = definition.until?.(tile)
    if (until !== undefined && Date.parse(until) <= now) return []
    const { columns = 1, rows = 1 } = tile
    const item = (queueId: string | undefined, rest: Pick<BoardItem, 'key' | 'paginates'>): BoardItem => ({
      tile,
      space: (rule) => view.space(tile, rule),
      columns,
      rows,
      fillsRow: view.fillsRow === true,
      queueId,
      ...rest,
    })
    const selected = definition.eachQueue?.(tile)
    if (selected === undefined)
      return [
        item(tile.kind === 'queue' ? tile.queue : undefined, {
          key: tileKey(pageIndex, index),
          paginates: false,
        }),
      ]
    const queueIds = queuesInOrder(selected, ids)
    // Without a queue one tile reports that.
    if (queueIds.length === 0) return [item(undefined, { key: tileKey(pageIndex, index), paginates: true })]
    return queueIds.map((id) => item(id, { key: tileKey(pageIndex, index, id), paginates: true }))
  })
}
