import { DataSource } from '@wallboard/five9/identifiers'
import type { Change, Row } from '@wallboard/statistics'
import { describe, expect, it } from 'vitest'
import { createFlowCounter, type FlowCounter } from './flow-counter.ts'
import { addFlows, answersOf, noCampaignFlow, noQueueFlow } from './flow.ts'

const { AcdStatus, AgentState, InboundCampaignStatistics } = DataSource
const second = 1_000
const quarter = 900 * second

type Fields = Readonly<Record<string, unknown>>
const row = (id: string, asOf: number, fields: Fields): Row => ({ ...fields, id, asOf })

/** Changes of one source, of rows that are all known. */
const updated = (dataSource: string, ...rows: Row[]): Change => ({
  dataSource,
  added: [],
  updated: rows,
  removed: [],
})

const agent = (id: string, at: number, state: string, since: number, campaignId?: string): Row =>
  row(id, at, {
    state,
    stateSince: since * second,
    callType: campaignId && 'INBOUND',
    campaignId: campaignId ?? null,
  })

function startCounting(counter: FlowCounter = createFlowCounter()) {
  const setLive = (isLive: boolean) => {
    for (const source of [AcdStatus, AgentState, InboundCampaignStatistics]) counter.setLive(source, isLive)
  }
  counter.setSkills({
    agentQueues: new Map([
      ['a', ['1', '2']],
      ['b', ['2']],
    ]),
    campaignQueues: new Map([
      ['c1', ['1', '2', '3']],
      ['c9', ['9']],
    ]),
  })
  const agents = (at: number, ...rows: Row[]) => {
    counter.changed(at * second, [updated(AgentState, ...rows)])
  }
  const queues = (at: number, ...rows: [id: string, fields: Fields][]) => {
    const dated = rows.map(([id, fields]) => row(id, at * second, fields))
    counter.changed(at * second, [updated(AcdStatus, ...dated)])
  }
  const campaign = (at: number, fields: Fields, id = 'c1') => {
    counter.changed(at * second, [updated(InboundCampaignStatistics, row(id, at * second, fields))])
  }
  /** All quarters together, long after the last change. */
  function taken() {
    const { queues: byQueue, campaigns: byCampaign } = counter.take(1e12)
    const queue = (id: string) =>
      [...byQueue.values()].reduce((sum, flows) => addFlows(sum, flows.get(id) ?? {}), noQueueFlow)
    const ofCampaign = (id = 'c1') =>
      [...byCampaign.values()].reduce((sum, flows) => addFlows(sum, flows.get(id) ?? {}), noCampaignFlow)
    return { queue, campaign: ofCampaign, quarters: [...byQueue.keys()] }
  }
  agents(0, agent('a', 0, 'READY', 0), agent('b', 0, 'ON_CALL', -30, 'c1'))
  setLive(true)
  return { counter, setLive, agents, queues, campaign, taken }
}

describe('the counters of a campaign', () => {
  it('are read through a reset [case R28]', () => {
    const { campaign, taken } = startCounting()
    for (const [index, total] of [410, 412, 415, 0, 3, 3, 7].entries())
      campaign(index, { totalCallsCount: total, abandonedCallsCount: index })
    expect(taken().campaign()).toMatchObject({ arrivals: 12, abandons: 6, falls: 0 })
  })

  it('count nothing while the source is not live, nor the growth of that time', () => {
    const { campaign, setLive, taken } = startCounting()
    campaign(0, { totalCallsCount: 10 })
    setLive(false)
    campaign(1, { totalCallsCount: 30 })
    setLive(true)
    campaign(2, { totalCallsCount: 31 })
    expect(taken().campaign().arrivals).toBe(1)
  })

  it('are not known where calls leave a rolling hour', () => {
    const { campaign, taken } = startCounting()
    for (const [index, total] of [40, 42, 41, 43].entries()) campaign(index, { totalCallsCount: total })
    expect(taken().campaign()).toMatchObject({ arrivals: 4, falls: 1 })
  })

  it('tell calls of the IVR from calls that came to a queue', () => {
    const { campaign, taken } = startCounting()
    campaign(0, { totalCallsCount: 10, finishedInIVRSuccessCallsCount: 1, finishedInIVRErrorCallsCount: 0 })
    campaign(1, { totalCallsCount: 14, finishedInIVRSuccessCallsCount: 2, finishedInIVRErrorCallsCount: 1 })
    expect(taken().campaign()).toMatchObject({ arrivals: 4, ended: 2 })
  })
})

describe('the calls of agents', () => {
  it('are one for each start of a state on an inbound call, and none from before the first frame [case R29]', () => {
    const { agents, taken } = startCounting()
    agents(4, agent('a', 4, 'ON_CALL', 4, 'c9'))
    agents(5, row('a', 5, { stateDuration: 1 }), row('b', 5, { stateDuration: 35 }))
    agents(38, agent('a', 38, 'ON_CALL', 38, 'c9'))
    expect(taken().queue('9')).toMatchObject({ answers: 2, handled: 1, handleMs: 34 * second })
  })

  it('go on through hold, park and states that are not known', () => {
    const { agents, taken } = startCounting()
    agents(4, agent('a', 4, 'ON_CALL', 4, 'c9'))
    agents(9, row('a', 9, { state: 'ON_HOLD', stateSince: 9 * second }))
    agents(20, agent('a', 20, 'ON_CALL', 20, 'c9'))
    agents(60, agent('a', 60, 'ACW', 60))
    agents(90, agent('a', 90, 'READY', 90))
    expect(taken().queue('9')).toMatchObject({ answers: 1, handled: 1, handleMs: 86 * second })
  })

  it('are read when their type comes in a row of its own', () => {
    const { agents, taken } = startCounting()
    agents(4, row('a', 4, { state: 'ON_CALL', stateSince: 4 * second }))
    agents(5, row('a', 5, { callType: 'INBOUND', campaignId: 'c9' }))
    expect(taken().queue('9').answers).toBe(1)
  })

  it('are no answers when they are outbound or voicemail, or began in a gap', () => {
    const { agents, setLive, taken } = startCounting()
    agents(
      4,
      row('a', 4, { state: 'ON_CALL', stateSince: 4 * second, callType: 'OUTBOUND', campaignId: 'c9' }),
    )
    agents(9, row('a', 9, { state: 'ON_CALL', stateSince: 9 * second, callType: 'INBOUND_VOICEMAIL' }))
    setLive(false)
    agents(20, agent('a', 20, 'ON_CALL', 20, 'c9'))
    setLive(true)
    agents(50, agent('a', 50, 'ACW', 50))
    agents(60, agent('a', 60, 'READY', 60))
    const { queue, campaign } = taken()
    expect(queue('9')).toEqual(noQueueFlow)
    expect(campaign('c9')).toMatchObject({ handled: 1, handleMs: 40 * second })
  })
})

describe('the queue of an answered call', () => {
  it('is the only one of the campaign that the agent serves', () => {
    const { agents, taken } = startCounting()
    agents(3, agent('b', 3, 'READY', 3))
    agents(4, agent('b', 4, 'ON_CALL', 4, 'c1'))
    const { queue } = taken()
    expect(queue('2')).toMatchObject({ answers: 1, arrivals: 1, possibleAnswers: 0 })
    expect(queue('1')).toEqual(noQueueFlow)
  })

  it.each([
    ['two seconds before it rang', 28],
    ['while it rang', 33],
    ['two seconds after it was answered', 37],
  ])('is the one that a call left %s', (_, leftAt) => {
    const { agents, queues, taken } = startCounting()
    queues(1, ['1', { callsInQueue: 2 }], ['2', { callsInQueue: 3 }])
    const steps: readonly (readonly [number, () => void])[] = [
      [
        30,
        () => {
          agents(30, agent('a', 30, 'RINGING', 30, 'c1'))
        },
      ],
      [
        35,
        () => {
          agents(35, agent('a', 35, 'ON_CALL', 35, 'c1'))
        },
      ],
      [
        leftAt,
        () => {
          queues(leftAt, ['2', { callsInQueue: 2 }])
        },
      ],
    ]
    for (const [, step] of [...steps].sort(([one], [other]) => one - other)) step()
    const { queue } = taken()
    expect(queue('2')).toMatchObject({ answers: 1, arrivals: 0, possibleAnswers: 0 })
    expect(queue('1').answers).toBe(0)
  })

  it('is not known when calls left two queues, or none', () => {
    const { agents, queues, taken } = startCounting()
    queues(1, ['1', { callsInQueue: 2 }], ['2', { callsInQueue: 3 }])
    queues(30, ['1', { callsInQueue: 1 }], ['2', { callsInQueue: 2 }])
    agents(30, agent('a', 30, 'ON_CALL', 30, 'c1'))
    const { queue } = taken()
    expect(queue('1')).toMatchObject({ answers: 0, possibleAnswers: 1, sharedAnswers: 0.5 })
    expect(queue('2')).toMatchObject({ answers: 0, possibleAnswers: 1, sharedAnswers: 0.5 })
    expect(queue('3').possibleAnswers).toBe(0)
    expect(answersOf(queue('1'))).toBeUndefined()
  })

  it('is not the one that a call left for another agent', () => {
    const { agents, queues, taken } = startCounting()
    queues(1, ['1', { callsInQueue: 2 }], ['2', { callsInQueue: 3 }])
    agents(2, agent('b', 2, 'READY', 2))
    queues(30, ['1', { callsInQueue: 1 }], ['2', { callsInQueue: 2 }])
    agents(30, agent('a', 30, 'ON_CALL', 30, 'c1'), agent('b', 30, 'ON_CALL', 30, 'c1'))
    const { queue } = taken()
    expect([queue('1').answers, queue('2').answers]).toEqual([1, 1])
  })

  it('is found when the longest wait passes to another call, although as many wait', () => {
    const { agents, queues, taken } = startCounting()
    const waiting = (calls: number, seconds: number) => ({
      ...{ callsInQueue: calls, callbacksInQueue: 0 },
      currentLongestQueueTime: seconds * second,
    })
    queues(30, ['1', waiting(2, 60)], ['2', waiting(2, 50)])
    queues(40, ['1', waiting(2, 20)], ['2', waiting(2, 60)])
    agents(40, agent('a', 40, 'ON_CALL', 40, 'c1'))
    const { queue } = taken()
    expect(queue('1')).toMatchObject({ answers: 1, arrivals: 1 })
    expect(queue('2')).toMatchObject({ answers: 0, arrivals: 0 })
  })

  it('does not lose a call that becomes a callback', () => {
    const { agents, queues, taken } = startCounting()
    queues(1, ['1', { callsInQueue: 2, callbacksInQueue: 0 }])
    queues(30, ['1', { callsInQueue: 1, callbacksInQueue: 1 }])
    agents(30, agent('a', 30, 'ON_CALL', 30, 'c1'))
    expect(taken().queue('1')).toMatchObject({ answers: 0, possibleAnswers: 1 })
  })
})

describe('the calls of a queue', () => {
  it('are counted by the quarter of an hour in which they came, at least those that were seen', () => {
    const { queues, taken } = startCounting()
    queues(1, ['1', { callsInQueue: 2 }])
    queues(899, ['1', { callsInQueue: 4 }])
    queues(901, ['1', { callsInQueue: 1 }])
    queues(1_000, ['1', { callsInQueue: 2 }])
    const { queue, quarters } = taken()
    expect(quarters).toEqual([0, quarter])
    expect(queue('1').arrivals).toBe(3)
  })

  it('start again with a queue that was removed', () => {
    const { counter, queues, taken } = startCounting()
    queues(1, ['1', { callsInQueue: 2 }])
    counter.changed(2 * second, [{ dataSource: AcdStatus, added: [], updated: [], removed: ['1'] }])
    queues(3, ['1', { callsInQueue: 5 }])
    expect(taken().queue('1').arrivals).toBe(0)
  })
})
