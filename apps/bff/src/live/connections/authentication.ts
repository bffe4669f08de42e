import type { ServerMessage, ViewSpec } from '@wallboard/relay'
import type { DisplayReport } from '@wallboard/relay/rest/displays'
import type { Hub } from '../hub/hub.ts'
import type { Principal } from '../hub/meter.ts'

/** What a wall display is told that it is, and sent for it. */
export interface DisplayAssignment {
  readonly initialMessage: ServerMessage
  readonly limit: ViewSpec
}

/** Who asks for the stream, and the hub that it may see. */
export interface Authentication {
  /** Sockets with the same key end together. */
  readonly key: string
  readonly hub: Hub
  readonly viewer: Principal
  /** Given for a wall display: it is told what it is, and sent what its board needs and no more. */
  readonly display?: DisplayAssignment & {
    readonly connected: (takenOver: boolean) => void
    /** A screen that another one replaced was still there: both use one token. */
    readonly conflicted?: () => void
    readonly reported: (report: DisplayReport) => void
    readonly disconnected: () => void
  }
}
