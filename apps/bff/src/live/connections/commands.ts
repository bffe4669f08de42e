import type { ServerMessage } from '@wallboard/relay'
import type { DisplayAssignment } from './authentication.ts'

/** Commands to the connections of a key. The bus carries them to every process of the server. */
export type ConnectionCommand =
  | { readonly kind: 'send'; readonly message: ServerMessage }
  /** The session has ended, or the display was revoked. */
  | { readonly kind: 'close' }
  | { readonly kind: 'set-view'; readonly assignment: DisplayAssignment }
