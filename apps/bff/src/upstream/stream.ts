import type { QueueName } from '@wallboard/five9/events'
import type { Directory, Link, ServerMessage } from '@wallboard/relay'
import type { Change, DatedSource, Statistics } from '@wallboard/statistics'

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
  /** The stream has a new epoch. Nothing of the former one follows. Only a replay restarts. */
  | { readonly type: 'restarted' }
  /** For persons at a desk. */
  | Extract<ServerMessage, { type: 'event' }>

/** The rows that a feed holds now, without a copy. Later frames change these maps. */
export type HeldRows = Pick<Statistics, 'rows' | 'totals' | 'isComplete'>

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
}

/**
 * Flow control of a feed: the one signal that goes upstream, against the direction of the data. While reading is paused,
 * frames wait in the operating system, and TCP slows Five9 down when too many wait.
 */
export interface FlowControl {
  /** Stops reading from Five9's socket until `resumeReading`. */
  readonly pauseReading: () => void
  /** Frames that have waited are emitted before the next `setImmediate` callback. */
  readonly resumeReading: () => void
}
