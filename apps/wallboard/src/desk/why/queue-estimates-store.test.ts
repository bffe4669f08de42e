import { agentSource } from '@wallboard/boards'
import { queueSource } from '@wallboard/statistics'
import { describe, expect, it } from 'vitest'
import { createLiveStores } from '../../board/live-stores.tsx'
import { upLink } from '../../live/link-fixture.ts'
import { createQueueEstimates } from './queue-estimates-store.ts'

/** Two queues with a caller each, and two agents on calls: one of queue 1, one of both. */
function setUp(sliceMs = 0) {
  let now = 1_000_000
  let spent = 0
  const stores = createLiveStores({ monotonic: () => now, wall: () => now })
  const listeners = new Set<() => void>()
  const agent = (id: string) => ({ id, state: 'ON_CALL', callType: 'INBOUND', asOf: now })
  const row = (id: string) => ({
    ...{ id, asOf: now, callsInQueue: 1, agentsInQueue: 0, callbacksInQueue: 0 },
    currentLongestQueueTime: 1_000,
  })
  stores.statistics.messageReceived({
    type: 'snapshot',
    ...{ eventId: '5000', epoch: 'e', seq: 5, asOf: now, serverTime: now, wallOffsetMs: 0 },
    link: upLink(now),
    queues: [
      { id: '1', name: 'One' },
      { id: '2', name: 'Two' },
    ],
    directory: {
      agents: [
        { id: 'a', name: 'A', queueIds: ['1'] },
        { id: 'b', name: 'B', queueIds: ['1', '2'] },
      ],
      campaigns: [],
      reasons: [],
    },
    payLoad: [
      { dataSource: queueSource, data: [row('1'), row('2')] },
      { dataSource: agentSource, data: [agent('a'), agent('b')] },
    ],
  })
  const estimates = createQueueEstimates({
    stores,
    onTick(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    monotonic: () => (spent += sliceMs),
  })
  const facts = (queue: string) => ({
    ...{ queue, arrivals: { calls: 9, seconds: 1_800, isExact: true }, recentAnswers: 9, answers: 9 },
    handleTime: { seconds: 300, calls: 40, of: 'queue' as const },
    patience: null,
  })
  return {
    estimates,
    readFacts: () => {
      estimates.setFacts({ until: now, from: now - 1_800_000, queues: [facts('1'), facts('2')] })
    },
    tick: (ms: number) => {
      now += ms
      for (const listener of listeners) listener()
    },
  }
}

describe(createQueueEstimates, () => {
  it('computes the wait of each requested queue, agents shared among their queues, every five seconds', () => {
    const { estimates, readFacts, tick } = setUp()
    const stop = estimates.start()
    expect(estimates.expectedWait('1')).toMatchObject({ type: 'unknown', reason: 'too-few-answers' })
    readFacts()
    tick(250)
    // One caller ahead: two agents' shares of 1.5 serve queue 1, half an agent serves queue 2.
    expect(estimates.expectedWait('1')).toMatchObject({ value: { seconds: 405 }, inputs: { agents: 1.5 } })
    expect(estimates.expectedWait('2')).toMatchObject({ value: { seconds: 1_200 }, inputs: { agents: 0.5 } })
    const version = estimates.version.getState()
    tick(250)
    expect(estimates.version.getState()).toBe(version)
    stop()
    tick(5_000)
    expect(estimates.version.getState()).toBe(version)
  })

  it('computes needed agents only of queues that a cell requests, as many at once as the time allows', () => {
    const { estimates, readFacts, tick } = setUp(10)
    estimates.start()
    readFacts()
    tick(250)
    expect(estimates.agentsNeeded('1')).toBeUndefined()
    expect(estimates.agentsNeeded('2')).toBeUndefined()
    tick(250)
    const known = () => ['1', '2'].filter((id) => estimates.agentsNeeded(id) !== undefined)
    expect(known()).toEqual(['1'])
    tick(250)
    expect(known()).toEqual(['1', '2'])
    expect(estimates.agentsNeeded('1')).toMatchObject({ type: 'known' })
  })
})
