import type { QueueMetric } from '@wallboard/statistics'
import type { TrendSubject } from '../tiles/definition.ts'
import { definitionOf, type Tile } from '../tiles/index.ts'
import type { Page } from './board.ts'
import { unionOfQueues } from './board-queues.ts'
import type { Queues } from './fields.ts'
import type { TrendComparison, TrendSpan } from './trend-choices.ts'

/** What a board shows over time. */
export interface BoardTrends {
  readonly trends: readonly TrendSubject[]
  /** Queues with a tile, which may draw a spark line. */
  readonly sparkLines: Queues
  /** Figures of number tiles and groups that have a normal band. */
  readonly usual: readonly TrendBandSubject[]
}

/** A figure that a tile shows beside what is usual for it: of queues as one, or with null of the floor. */
export interface TrendBandSubject {
  readonly queues: 'all' | readonly string[] | null
  readonly metric: QueueMetric
}

/** The key of what is usual for a figure. */
export const trendBandKey = ({ queues, metric }: TrendBandSubject): string =>
  `usual ${JSON.stringify([queues ?? 'floor', metric])}`

/** The figure of a number tile, where it is one of queues or of the floor; the waiting calls of a group. */
export function trendBandSubjectOf(tile: Tile): TrendBandSubject | undefined {
  if (tile.kind === 'group') return { queues: tile.queues, metric: 'callsInQueue' }
  if (tile.kind !== 'number') return undefined
  const { figure } = tile
  if (figure.of === 'floor') return { queues: null, metric: figure.metric }
  return figure.of === 'queues' ? { queues: figure.queues, metric: figure.metric } : undefined
}

/** What a trend tile draws, with the defaults of what it leaves out. */
export function trendSubjectOf(tile: {
  readonly queues?: Queues | undefined
  readonly metric?: QueueMetric | undefined
  readonly span?: TrendSpan | undefined
  readonly comparison?: TrendComparison | undefined
}): TrendSubject {
  const { queues, metric = 'callsInQueue', span: spanName = '1h', comparison = 'none' } = tile
  return { queues, metric, span: spanName, comparison }
}

/** What a board shows over time, by its document. */
export function trendsOf(board: { readonly pages: readonly Page[] }): BoardTrends {
  const tiles = board.pages.flatMap((page) => page.tiles)
  return {
    trends: tiles.flatMap((tile) => (tile.kind === 'trend' ? [trendSubjectOf(tile)] : [])),
    sparkLines:
      unionOfQueues(
        tiles.map((tile) => (tile.kind === 'queue' ? [tile.queue] : definitionOf(tile).eachQueue?.(tile))),
      ) ?? [],
    usual: tiles.flatMap((tile) => trendBandSubjectOf(tile) ?? []),
  }
}
