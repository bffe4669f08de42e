import type { Page, Tile } from '@wallboard/boards'
import { tileKey } from '../live/stores/tile-keys.ts'
import type { LayoutItem } from './layout/page-layout.ts'

/** A tile as it is drawn; a tile of many queues is one of each. */
export interface BoardItem extends LayoutItem {
  readonly queueId: string | undefined
}

const stretching: ReadonlySet<Tile['kind']> = new Set(['trend', 'text', 'alerts'])

/** The queues of a tile, in the order of `ids`, the worst first. Of chosen queues those that are not there stand last. */
export function queuesInOrder(chosen: readonly string[] | 'all', ids: readonly string[]): readonly string[] {
  if (chosen === 'all') return ids
  const wanted = new Set(chosen)
  const known = ids.filter((id) => wanted.has(id))
  return [...known, ...chosen.filter((id) => !ids.includes(id))]
}

/** What a page shows at an instant: a text that has expired is not there. */
export function itemsOf(page: Page, pageIndex: number, ids: readonly string[], now: number): BoardItem[] {
  return page.tiles.flatMap((tile, index): BoardItem[] => {
    const { columns = 1, rows = 1 } = tile
    const common = { tile, columns, rows, fillsRow: stretching.has(tile.kind) }
    if (tile.kind === 'text' && tile.until !== undefined && Date.parse(tile.until) <= now) return []
    if (tile.kind === 'queues') {
      const queueIds = queuesInOrder(tile.queues, ids)
      // Without a queue there is still a tile that says so.
      if (queueIds.length === 0)
        return [{ ...common, key: tileKey(pageIndex, index), queueId: undefined, paginates: true }]
      return queueIds.map((queueId) => ({
        ...common,
        key: tileKey(pageIndex, index, queueId),
        queueId,
        paginates: true,
      }))
    }
    const queueId = tile.kind === 'queue' ? tile.queue : undefined
    return [{ ...common, key: tileKey(pageIndex, index), queueId, paginates: false }]
  })
}
