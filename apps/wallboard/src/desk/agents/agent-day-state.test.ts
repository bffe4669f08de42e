import type { StateSpan } from '@wallboard/relay/rest/agent-timeline'
import type { AgentRecord } from '@wallboard/statistics/agent-table'
import { describe, expect, it } from 'vitest'
import { campaignTotals, reasonTotals, withLiveTail } from './agent-day-state.ts'

const span = (startsAt: number, endsAt: number, state: string, more: Partial<StateSpan> = {}): StateSpan => ({
  ...{ startsAt, endsAt, state, reasonId: '0', campaignId: null, callType: null, since: startsAt },
  ...more,
})

const record: AgentRecord = {
  ...{ id: '7', name: 'Ada', activity: 'ready', state: 'READY', since: 500, reason: undefined },
  ...{ campaign: undefined, callType: undefined, queueIds: [], groupIds: [], handled: 1, handleMs: 1 },
  ...{ wrapMs: 1, occupancy: 0.5, notOnBreak: 1 },
}

describe(withLiveTail, () => {
  const recorded = { from: 0, to: 900, spans: [span(100, 900, 'READY', { since: 500 })], gaps: [] }
  const tail = { record, now: 1_000, domainOffsetMs: 0 }

  it('continues the recorded state, and begins another one when Five9 says it began', () => {
    expect(withLiveTail(recorded, tail)).toEqual([span(100, 1_000, 'READY', { since: 500 })])
    const calling = { ...tail, record: { ...record, state: 'ON_CALL', since: 950 } }
    expect(withLiveTail(recorded, calling).at(-1)).toMatchObject({
      ...{ startsAt: 950, endsAt: 1_000, state: 'ON_CALL' },
    })
  })

  it('leaves a gap empty, and invents nothing without a known start', () => {
    const gap = { kind: 'server-off', startsAt: 600, endsAt: 900 } as const
    const cut = { ...recorded, spans: [span(100, 600, 'READY', { since: 500 })], gaps: [gap] }
    expect(withLiveTail(cut, tail).map(({ startsAt, endsAt }) => [startsAt, endsAt])).toEqual([
      [100, 600],
      [900, 1_000],
    ])
    expect(withLiveTail(recorded, { ...tail, record: { ...record, since: undefined } })).toBe(recorded.spans)
    expect(withLiveTail(recorded, undefined)).toBe(recorded.spans)
  })
})

describe(reasonTotals, () => {
  it('adds up the time of each reason and counts its periods', () => {
    const spans = [
      span(0, 10, 'NOT_READY', { reasonId: 'lunch' }),
      span(10, 30, 'NOT_READY', { reasonId: 'lunch', campaignId: 'x' }),
      span(30, 40, 'READY'),
      span(40, 45, 'NOT_READY', { reasonId: 'lunch' }),
      span(45, 50, 'NOT_READY'),
    ]
    expect(reasonTotals(spans)).toEqual([
      { reasonId: 'lunch', ms: 35, count: 2 },
      { reasonId: null, ms: 5, count: 1 },
    ])
  })
})

describe(campaignTotals, () => {
  it('counts calls once, whatever is held in between', () => {
    const call = { campaignId: 'c' }
    const spans = [
      span(0, 10, 'ON_CALL', call),
      span(10, 12, 'ON_HOLD', call),
      span(12, 20, 'ON_CALL', call),
      span(20, 25, 'ACW', call),
      span(25, 30, 'ON_CALL', call),
      span(30, 40, 'ON_CALL', { campaignId: 'd' }),
    ]
    expect(campaignTotals(spans)).toEqual([
      { campaignId: 'c', calls: 2, talkMs: 23 },
      { campaignId: 'd', calls: 1, talkMs: 10 },
    ])
  })
})
