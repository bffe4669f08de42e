import type { Row } from '@wallboard/statistics'

/** What the tile of one queue shows. */
export interface QueueTile {
  readonly id: string
  readonly label: string
  readonly row: Row
  /** Set when the queue was removed: the instant by the server's clock. */
  readonly removedAt: number | undefined
  /** Calls in queue, a sample every ten seconds, oldest first; null where the number was unknown. */
  readonly history: readonly (number | null)[]
}

/** The queues on the page, in any order. */
export interface Membership {
  /** A new array after a snapshot and when a queue is added, dropped or renamed. */
  readonly ids: readonly string[]
}
