import type { AlertRemote } from '../alerts/alert-requests.ts'
import { NotReachable, type RemoteCalls } from '../cluster/remote-calls.ts'

/** @param ownerNodeOf the node that evaluates the feed of a user */
export function createAlertRemote(
  calls: Pick<RemoteCalls, 'call' | 'serve'>,
  ownerNodeOf: (scope: string) => string | undefined,
): AlertRemote {
  return {
    async call(scope, name, argument, reply) {
      const node = ownerNodeOf(scope)
      if (node === undefined) throw new NotReachable('no node evaluates the alerts now')
      return calls.call(node, name, argument, reply)
    },
    serve: calls.serve,
  }
}
