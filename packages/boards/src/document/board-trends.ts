import type { TrendSubject } from '../tiles/definition.ts'
import { definitionOf } from '../tiles/index.ts'
import type { Page } from './board.ts'
import { unionOfQueues } from './board-queues.ts'
import type { Queues } from './fields.ts'

/** What a board shows over time. */
export interface BoardTrends {
  readonly trends: readonly TrendSubject[]
  /** Queues with a tile, which may draw a spark line. */
  readonly sparkLines: Queues
}

/** What a board shows over time, by its document. */
export function trendsOf(board: { readonly pages: readonly Page[] }): BoardTrends {
  const tiles = board.pages.flatMap((page) => page.tiles)
  return {
    trends: tiles.flatMap((tile) => definitionOf(tile).trend?.(tile) ?? []),
    sparkLines:
      unionOfQueues(
        tiles.map((tile) => (tile.kind === 'queue' ? [tile.queue] : definitionOf(tile).eachQueue?.(tile))),
      ) ?? [],
  }
}
