import type { ServerMessage } from '@wallboard/relay'
import type { DisplayAssignment } from './authentication.ts'

/** What the bus carries to the connections of a key, in whichever process they are. */
export type ConnectionCommand =
  | { readonly kind: 'send'; readonly message: ServerMessage }
  /** The session has ended, or the display was revoked. */
  | { readonly kind: 'close' }
  | { readonly kind: 'set-view'; readonly assignment: DisplayAssignment }
