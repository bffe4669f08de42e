import type { Directory, Link } from '@wallboard/relay'
import type { Change, DatedSource } from '@wallboard/statistics'

interface QueueName {
  readonly id: string
  readonly name: string
}

/**
 * What a stream emits. Each `changes` and each `directory` takes the next sequence number. A `link` that confirms data
 * sources follows the `changes` that confirmed them.
 */
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

/** What the hub reads of a feed: its present state, and its changes in order. Instants are monotonic milliseconds. */
export interface Stream {
  readonly epoch: string
  readonly seq: () => number
  readonly asOf: () => number
  readonly link: () => Link
  readonly queues: () => readonly QueueName[]
  /** Names of agents, campaigns and reasons by id. A change of names has a sequence number: earlier positions do not resume. */
  readonly directory: () => Directory
  /** All rows of these data sources, with relayed fields only. */
  readonly full: (dataSources: readonly string[]) => DatedSource[]
  readonly on: (listener: (notice: StreamNotice) => void) => () => void
  /** Stops reading from Five9 until `resumeReading`. */
  readonly pauseReading: () => void
  /** Reads on. What has waited is emitted before `setImmediate` calls back. */
  readonly resumeReading: () => void
}
