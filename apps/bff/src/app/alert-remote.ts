import { OwnerNotReachable, type AlertRemote } from '../alerts/alert-requests.ts'
import { NotReachable, type RemoteCalls } from '../cluster/remote-calls.ts'

/** @param ownerNodeOf the node that evaluates the feed of a user */
export function createAlertRemote(
  calls: Pick<RemoteCalls, 'call' | 'serve'>,
  ownerNodeOf: (scope: string) => string | undefined,
): AlertRemote {
  return {
    async call(scope, name, argument, reply) {
      const node = ownerNodeOf(scope)
      if (node === undefined) throw new OwnerNotReachable('no node evaluates the alerts now')
      try {
        return await calls.call(node, name, argument, reply)
      } catch (error) {
        if (error instanceof NotReachable) throw new OwnerNotReachable(error.message, { cause: error })
        throw error
      }
    },
    serve: calls.serve,
  }
}
