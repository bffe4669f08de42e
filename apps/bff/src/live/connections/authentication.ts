import type { ClientMessage, ServerMessage, ViewSpec } from '@wallboard/relay'
import type { Hub } from '../hub/hub.ts'
import type { Principal } from '../hub/meter.ts'

/** What the server chose for a client: the message that says so, and the view that it is sent. */
export interface DisplayAssignment {
  readonly initialMessage: ServerMessage
  readonly view: ViewSpec
}

/** Learns what happens to the connections of one key. */
export interface ClientObserver {
  /** A connection was opened; `hasReplaced` when it closed an older one. */
  readonly connected: (hasReplaced: boolean) => void
  /** A replaced peer answered its close frame: two clients use one token. */
  readonly conflicted?: () => void
  readonly reported: (message: Extract<ClientMessage, { type: 'report' }>) => void
  /** The last connection of the key is closed. */
  readonly disconnected: () => void
}

/** Who connects, and the hub that it may join. */
export interface Authentication {
  /** Connections with the same key are closed together. */
  readonly key: string
  readonly hub: Hub
  readonly viewer: Principal
  /** The view is the server's choice, and only the newest connection of the key stays open. */
  readonly assignment?: DisplayAssignment
  readonly observer?: ClientObserver
}
