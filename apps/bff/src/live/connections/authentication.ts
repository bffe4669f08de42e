import type { ClientKind, ClientMessage, ServerMessage, ViewSpec } from '@wallboard/relay'
import type { Hub } from '../hub/hub.ts'
import type { Principal } from '../hub/meter.ts'

/** What the server chose that a display shows: the message that carries the board, and the view spec of that board. */
export interface DisplayAssignment {
  readonly initialMessage: ServerMessage
  readonly view: ViewSpec
}

/** Receives the events of the connections of one key. */
export interface ClientObserver {
  /** A connection was opened; `hasReplaced`: it replaced an older one. */
  readonly connected: (hasReplaced: boolean) => void
  /** A replaced peer answered its close frame: two clients use the same token. */
  readonly conflicted?: () => void
  readonly reported: (message: Extract<ClientMessage, { type: 'report' }>) => void
  /** The last connection of the key is closed. */
  readonly disconnected: () => void
}

/** Who a client is, and the hub that it may join. */
export interface Authentication {
  /** Connections with the same key are closed together. */
  readonly key: string
  readonly hub: Hub
  readonly viewer: Principal
  /** For a display: the server chooses the view, and only the newest connection of the key stays open. */
  readonly assignment?: DisplayAssignment
  /** For a client of a replay: the only view that it is sent. */
  readonly replayView?: ViewSpec
  readonly observer?: ClientObserver
}

/** Who sends a request, at once where nothing has to be read. Undefined: neither a valid session nor a paired display. */
export type Authenticate<Request> = (
  request: Request,
  role: ClientKind,
  replay?: string,
) => Authentication | undefined | Promise<Authentication | undefined>
