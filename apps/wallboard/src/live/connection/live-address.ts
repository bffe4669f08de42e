import { connectUrl, relayVersion, type ClientKind, type Position, type ViewSpec } from '@wallboard/relay'
import { addressOf } from '../../api/address.ts'
import { canInflate } from './live-socket.ts'

/**
 * The address of a live connection with a view, resuming at a position where there is one.
 * @param replay the id of the replay to join
 */
export function liveAddress(
  kind: ClientKind,
  view: ViewSpec,
  resume: Position | undefined,
  replay?: string,
): string {
  const subscription = {
    version: relayVersion,
    view,
    inflates: canInflate,
    ...(resume === undefined ? {} : { resume }),
  }
  const target = connectUrl(kind, subscription, replay)
  return addressOf(target.slice(1)).replace(/^http/, 'ws') // https becomes wss
}
