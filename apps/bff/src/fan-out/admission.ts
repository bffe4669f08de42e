import type { ServerMessage } from '@wallboard/relay'
import type { DisplayReport } from '@wallboard/relay/displays'
import type { Hub } from './hub.ts'
import type { Viewer } from './meter.ts'
import type { Wanted } from './wanted.ts'

/** What a wall display is told that it is, and sent for it. */
export interface Showing {
  readonly greeting: ServerMessage
  readonly limit: Wanted
}

/** Who asks for the stream, and the hub that it may see. */
export interface Admission {
  /** Sockets with the same key end together. */
  readonly key: string
  readonly hub: Hub
  readonly viewer: Viewer
  /** Given for a wall display: it is told what it is, and sent what its board needs and no more. */
  readonly display?: Showing & {
    readonly connected: (takenOver: boolean) => void
    /** A screen that another one replaced was still there: both use one token. */
    readonly displaced?: () => void
    readonly reported: (report: DisplayReport) => void
    readonly disconnected: () => void
  }
}
