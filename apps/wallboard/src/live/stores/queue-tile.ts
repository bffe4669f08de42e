import type { Row } from '@wallboard/statistics'

/** What one tile shows. */
export interface QueueTile {
  readonly id: string
  readonly label: string
  readonly row: Row
  /** Set when the queue has gone: the instant, by the server's clock. */
  readonly removedAt: number | undefined
  /** Calls in queue, a sample every few seconds, oldest first; null where nobody knows. */
  readonly history: readonly (number | null)[]
}

/** Which queues there are, in the order in which they are shown. */
export interface Membership {
  readonly ids: readonly string[]
  readonly totals: Row | undefined
}
