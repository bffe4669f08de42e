import { describe, expect, it } from 'vitest'
import type { Row } from '../row.ts'
import { campaignRecords, createCallClock, silenceByTodaysPace, sortCampaigns } from './index.ts'

const row = (id: string, fields: Record<string, unknown>): Row => ({ id, asOf: 5, ...fields })
const byId = (...rows: Row[]) => new Map(rows.map((each) => [each.id, each]))

const sources = {
  states: byId(
    row('1', { campaignState: 'RUNNING', stateSince: 9 }),
    row('2', { campaignState: 'NOT_RUNNING' }),
  ),
  inbound: byId(
    row('1', {
      ...{ totalCallsCount: 12, connectedCallsCount: 9, abandonedCallsCount: 1 },
      ...{ serviceLevelQueue: 0.8, averageSpeedOfAnswer: 7_000, averageHandleTime: 200_000 },
    }),
  ),
  outbound: byId(row('2', { connectedCallsCount: 4 })),
  dialer: byId(row('2', { dialingAttemptsCount: 40, callsToAgentRatio: 1.4 })),
  campaigns: [
    { id: '1', name: 'Inbound 1', type: 'INBOUND' },
    { id: '2', name: 'Renewal calls', type: 'OUTBOUND' },
    { id: '3', name: 'New', type: null },
  ],
  shareScale: 'fraction',
} as const

describe(campaignRecords, () => {
  it('joins names, states and figures of both kinds', () => {
    const [inbound, outbound, unknown] = campaignRecords(sources)
    expect(inbound).toMatchObject({
      ...{ name: 'Inbound 1', kind: 'inbound', state: 'running', stateSince: 9, calls: 12, answered: 9 },
      ...{ abandonRate: 0.1, sentServiceLevel: 0.8, asaMs: 7_000, ahtMs: 200_000, changedAt: 5 },
      dialer: undefined,
    })
    expect(outbound).toMatchObject({
      ...{ kind: 'outbound', state: 'stopped', answered: 4, calls: undefined },
      dialer: { dialled: 40, ratio: 1.4, left: undefined },
    })
    expect(unknown).toMatchObject({ kind: 'inbound', state: undefined, calls: undefined })
  })

  it('tells the kind by the source where Five9 lists no type', () => {
    const [inbound, outbound] = campaignRecords({ ...sources, campaigns: [] })
    expect([inbound?.kind, outbound?.kind]).toEqual(['inbound', 'outbound'])
    expect(inbound?.name).toBe('1')
  })
})

describe(sortCampaigns, () => {
  it('puts what does not run first, then what is silent, then the most calls', () => {
    const base = campaignRecords(sources)[0]
    if (base === undefined) throw new Error('no record')
    const list = [
      { ...base, id: '1', calls: 5 },
      { ...base, id: '2', calls: 50 },
      { ...base, id: '3', calls: 9 },
      { ...base, id: '4', state: 'stopped' as const },
    ]
    expect(sortCampaigns(list, (id) => id === '3').map(({ id }) => id)).toEqual(['4', '3', '2', '1'])
  })
})

describe(createCallClock, () => {
  it('dates rises, takes a fall for a reset, and proves nothing by a first number', () => {
    const clock = createCallClock()
    const at = (calls: number | undefined, now: number) => {
      clock.observed([['1', calls]], now)
      return clock.lastCallAt('1')
    }
    expect(at(410, 1)).toBeUndefined()
    expect(at(410, 2)).toBeUndefined()
    expect(at(411, 3)).toBe(3)
    expect(at(undefined, 4)).toBe(3)
    expect(at(0, 5)).toBe(3)
    expect(at(2, 6)).toBe(6)
    expect(at(1, 7)).toBe(7)
    clock.interrupted()
    expect(at(9, 8)).toBeUndefined()
  })
})

describe(silenceByTodaysPace, () => {
  const hour = 3_600_000
  const busy = { calls: 800, dayMs: 10 * hour, quietMs: 60_000, isLive: true, isRunning: true }

  it('is silent when far more calls were due than none', () => {
    const stateOf = (change: object) => {
      const silence = silenceByTodaysPace({ ...busy, ...change })
      return silence.type === 'known' ? silence.value.state : silence.reason
    }
    expect(stateOf({})).toBe('calls-come')
    expect(stateOf({ quietMs: hour })).toBe('silent')
    expect(stateOf({ calls: 8 })).toBe('too-quiet-to-tell')
    expect(stateOf({ calls: 0 })).toBe('too-quiet-to-tell')
    expect(stateOf({ isRunning: false })).toBe('not-running')
    expect(stateOf({ isLive: false })).toBe('not-live')
  })
})
