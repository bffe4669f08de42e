import { CloseCode } from '@wallboard/relay'

/** Why a connection ended. After `lost` the page reconnects; after `version-mismatch` it looks for another server or page. */
export type CloseReason = 'lost' | 'signed-out' | 'replaced' | 'version-mismatch'

const reasons: ReadonlyMap<number, CloseReason> = new Map([
  [CloseCode.SignedOut, 'signed-out'],
  [CloseCode.Replaced, 'replaced'],
  [CloseCode.VersionMismatch, 'version-mismatch'],
])

/** The reason for a close code of the WebSocket. */
export const closeReason = (code: number): CloseReason => reasons.get(code) ?? 'lost'
