import { agentSource } from '@wallboard/boards'
import { queueSource } from '@wallboard/statistics'
import { describe, expect, it } from 'vitest'
import { createLiveStores } from '../../board/live-stores.tsx'
import { upLink } from '../../live/link-fixture.ts'
import { agentsOnCall, longestQueue } from './floor-figures.ts'

/** A floor with a queue for each row. */
function longestOf(rows: readonly { readonly id: string; readonly [field: string]: string | number }[]) {
  const { figures, statistics } = createLiveStores({ monotonic: () => 0, wall: () => 0 })
  statistics.messageReceived({
    type: 'snapshot',
    ...{ eventId: '5000', epoch: 'e', seq: 5, asOf: 0, serverTime: 0, wallOffsetMs: 0 },
    link: upLink(0),
    queues: [
      { id: '1', name: 'Sales' },
      { id: '2', name: 'Night' },
    ],
    payLoad: [{ dataSource: queueSource, data: rows.map((row) => ({ ...row, asOf: 0 })) }],
  })
  return longestQueue(figures, 0)
}

const calls = { id: '1', callsInQueue: 2, callbacksInQueue: 1, currentLongestQueueTime: 90_000 }
const callbacks = { id: '2', callsInQueue: 0, callbacksInQueue: 8, currentLongestQueueTime: 20_000_000 }

describe(longestQueue, () => {
  it('names the queue that has waited longest, and tells a callback from a call', () => {
    expect(longestOf([calls, callbacks])).toEqual({ queue: 'Night', isOfCallback: true })
    expect(longestOf([calls, { ...callbacks, currentLongestQueueTime: 1_000 }])).toEqual({
      queue: 'Sales',
      isOfCallback: false,
    })
  })

  it('names none while nobody waits', () => {
    const nobody = { callsInQueue: 0, callbacksInQueue: 0, currentLongestQueueTime: 0 }
    expect(longestOf([{ id: '1', ...nobody }])).toBeUndefined()
  })
})

describe(agentsOnCall, () => {
  it('counts agents who ring with those who talk, as the wall does', () => {
    const { figures, statistics } = createLiveStores({ monotonic: () => 0, wall: () => 0 })
    const states = ['RINGING', 'ON_CALL', 'ON_CALL', 'READY', 'ACW']
    statistics.messageReceived({
      type: 'snapshot',
      ...{ eventId: '5000', epoch: 'e', seq: 5, asOf: 0, serverTime: 0, wallOffsetMs: 0 },
      link: upLink(0),
      queues: [],
      payLoad: [
        {
          dataSource: agentSource,
          data: states.map((state, index) => ({ id: `a${index}`, asOf: 0, state })),
        },
      ],
    })
    expect(agentsOnCall(figures)).toBe(3)
  })
})
