import type { ServerMessage } from '@wallboard/relay'
import type { DisplayAssignment } from './authentication.ts'

/** Commands to the connections of a key on this node. */
export type ConnectionCommand =
  | { readonly kind: 'send'; readonly message: ServerMessage }
  /** The session has ended, or the display was revoked. */
  | { readonly kind: 'close' }
  /** The client is sent another stream from now on: it connects again. */
  | { readonly kind: 'reconnect'; readonly reason: string }
  | { readonly kind: 'set-view'; readonly assignment: DisplayAssignment }
  /** A newer socket of the display is open at another node. */
  | { readonly kind: 'replaced' }
