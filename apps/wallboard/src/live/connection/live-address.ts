import { connectUrl, relayVersion, type ClientKind, type Position, type ViewSpec } from '@wallboard/relay'
import { addressOf } from '../../api/address.ts'
import { canInflate } from './live-socket.ts'

/** The address of a live connection with a view, resuming at a position where there is one. */
export function liveAddress(kind: ClientKind, view: ViewSpec, resume: Position | undefined): string {
  const target = connectUrl(kind, {
    version: relayVersion,
    view,
    inflates: canInflate,
    ...(resume === undefined ? {} : { resume }),
  })
  return addressOf(target.slice(1)).replace(/^http/, 'ws') // https becomes wss
}
