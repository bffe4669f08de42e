import type { Row } from '@wallboard/statistics'

/** What the tile of one queue shows. */
export interface QueueTile {
  readonly id: string
  readonly label: string
  readonly row: Row
  /** Set when the queue was removed: the instant by the server's clock. */
  readonly removedAt: number | undefined
  /** Calls in queue, a sample every ten seconds, oldest first; null where the number was not known. */
  readonly history: readonly (number | null)[]
}

/** Which queues there are, in any order, and the domain's totals row. */
export interface Membership {
  /** Another array after a snapshot or when a queue comes or goes. */
  readonly ids: readonly string[]
  readonly totals: Row | undefined
}
