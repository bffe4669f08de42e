import type { Directory } from '@wallboard/relay'
import type { QueueStatistics, Row, ShareScale, Statistics } from '@wallboard/statistics'
import { campaignSource } from '../document/data-sources.ts'

export type DetermineShareScale = (rows: Iterable<Row>, before: ShareScale) => ShareScale

/** The current rows and names that a board is evaluated over. A browser reads its stores, a server its statistics. */
export interface BoardData {
  /** Ids of the queues that have figures. */
  readonly queueIds: () => readonly string[]
  /** A queue's row; undefined for one without figures, or that Five9 removed. */
  readonly queueRow: (id: string) => Row | undefined
  /** The queue's name, distinct among queues. */
  readonly queueLabel: (id: string) => string
  /** True for a queue that the domain no longer has. A list of queues that is unread or empty proves nothing. */
  readonly isQueueGone: (id: string) => boolean
  /** Row "0" of the queues' source. */
  readonly totals: () => Row | undefined
  /** Rows by id of agents or campaigns. */
  readonly rows: (dataSource: string) => ReadonlyMap<string, Row>
  /** False until Five9 has sent the whole source. Unknown is not the same as none. */
  readonly isAvailable: (dataSource: string) => boolean
  readonly directory: () => Directory
  /**
   * The scale of the campaigns' rates. `determine` finds it by the rows and the scale before; it is passed in because
   * only boards with campaigns load it.
   */
  readonly shareScale: (determine: DetermineShareScale) => ShareScale
}

/** What a feed holds: the statistics of its queues and of its other sources, and the names. */
export interface BoardStatistics {
  readonly queues: Pick<QueueStatistics, 'rows' | 'totals' | 'label' | 'queueIdMap'>
  readonly sources: Pick<Statistics, 'rows' | 'isComplete'>
  readonly directory: Directory
  readonly isQueueListUnread: boolean
  /** The scale before, which stands while the rows prove neither. */
  readonly shareScale: ShareScale
}

/** Reads a board's data straight from statistics, without a store. */
export const boardDataOf = (feed: BoardStatistics): BoardData => ({
  queueIds: () => [...feed.queues.rows().keys()],
  queueRow: (id) => feed.queues.rows().get(id),
  queueLabel: feed.queues.label,
  isQueueGone(id) {
    const names = feed.queues.queueIdMap()
    return !feed.queues.rows().has(id) && names.size > 0 && !feed.isQueueListUnread && !names.has(id)
  },
  totals: feed.queues.totals,
  rows: feed.sources.rows,
  isAvailable: feed.sources.isComplete,
  directory: () => feed.directory,
  shareScale: (determine) => determine(feed.sources.rows(campaignSource).values(), feed.shareScale),
})
