import type { Lease } from '../cluster/lease.ts'
import type { SenderLease } from '../delivery/sender-lease.ts'
import { Fenced, requireFence } from '../storage/fence.ts'

/** The node with the desk lease sends the messages of all nodes. */
export function createSenderLease(desk: Lease): SenderLease {
  return {
    isHeld: desk.isHeld,
    fenceCheck() {
      const number = desk.fence()
      return async (transaction) => {
        if (number === undefined) throw new Fenced('another node sends the messages')
        await requireFence(transaction, { feed: 'desk', number })
      }
    },
    on: (listener) =>
      desk.on(() => {
        listener()
      }),
  }
}
