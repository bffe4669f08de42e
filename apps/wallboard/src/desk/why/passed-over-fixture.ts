import { agentSource } from '@wallboard/boards'
import { queueSource, type Row } from '@wallboard/statistics'
import { createLiveStores } from '../../board/live-stores.tsx'
import { upLink } from '../../live/link-fixture.ts'

/**
 * Three agents who are ready for a queue, of whom two take its calls in turn.
 *
 * @param queueName the name of the queue, and of its campaign
 */
export function floorOfQueue(queueName: string) {
  const now = 1_000_000
  const stores = createLiveStores({ monotonic: () => now, wall: () => now })
  let seq = 1
  const ready = (id: string, stateSince: number): Row => ({
    ...{ id, asOf: now, state: 'READY', stateSince, campaignId: 'c1' },
  })
  const taking = (id: string): Row => ({
    ...{ id, asOf: now, state: 'ON_CALL', callType: 'INBOUND', stateSince: now, campaignId: 'c1' },
  })
  stores.statistics.messageReceived({
    type: 'snapshot',
    ...{ eventId: '5000', epoch: 'e', seq, asOf: now, serverTime: now, wallOffsetMs: 0 },
    link: upLink(now),
    queues: [{ id: 'q', name: queueName }],
    directory: {
      agents: ['1', '2', '3'].map((id) => ({ id, name: null, queueIds: ['q'] })),
      campaigns: [{ id: 'c1', name: queueName, type: 'INBOUND', queueIds: ['q'] }],
      reasons: [],
    },
    payLoad: [
      { dataSource: queueSource, data: [{ id: 'q', asOf: now, callsInQueue: 0 }] },
      { dataSource: agentSource, data: ['1', '2', '3'].map((id) => ready(id, now - 60_000)) },
    ],
  })
  function update(...updated: readonly Row[]): void {
    stores.statistics.messageReceived({
      type: 'changes',
      ...{ eventId: '5012', epoch: 'e', prev: seq, seq: seq + 1, asOf: now },
      payLoad: [{ dataSource: agentSource, added: [], updated: [...updated], removed: [] }],
    })
    seq += 1
  }
  return {
    stores,
    /** Calls that agents 2 and 3 take. `observe` runs after each change. */
    takeCalls: (calls: number, observe: () => void = () => undefined): void => {
      for (let call = 0; call < calls; call += 1) {
        const id = call % 2 === 0 ? '2' : '3'
        update(taking(id))
        observe()
        update(ready(id, now + call))
        observe()
      }
    },
  }
}
