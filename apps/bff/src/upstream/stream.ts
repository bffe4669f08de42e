import type { Directory, Link } from '@wallboard/relay'
import type { Change, DatedSource } from '@wallboard/statistics'

interface QueueName {
  readonly id: string
  readonly name: string
}

export type StreamNotice =
  | {
      readonly type: 'changes'
      readonly seq: number
      readonly asOf: number
      readonly changes: readonly Change[]
      readonly queues?: readonly QueueName[]
    }
  | { readonly type: 'directory' }
  | { readonly type: 'link'; readonly link: Link }
  | {
      readonly type: 'event'
      readonly eventId: string
      readonly eventReason: string | null
      readonly timeStamp: number | null
    }

/** What the fan-out needs of a feed: its state now, and its changes in order. */
export interface Stream {
  readonly epoch: string
  readonly seq: () => number
  readonly asOf: () => number
  readonly link: () => Link
  readonly queues: () => readonly QueueName[]
  /** Names for ids. A change has a number of its own: a position from before it is of no use. */
  readonly directory: () => Directory
  readonly full: (dataSources: readonly string[]) => DatedSource[]
  readonly on: (listener: (notice: StreamNotice) => void) => () => void
  /** Leaves unread what Five9 sends, until it is released. */
  readonly pauseReading: () => void
  /** Reads on; what has waited is told before `setImmediate` calls back. */
  readonly resumeReading: () => void
}
