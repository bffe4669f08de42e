import { DataSource } from '@wallboard/five9/identifiers'
import type { Row } from '@wallboard/statistics'
import { describe, expect, it } from 'vitest'
import type { RecordedChange } from '../segments/segment-line.ts'
import { staffedMs } from './staffing.ts'
import { windowFacts, type WindowSource } from './window-facts.ts'

const minute = 60_000
const from = Date.UTC(2026, 10, 26, 10, 16)
const to = from + 15 * minute

type Fields = Readonly<Record<string, unknown>>
const row = (id: string, minutes: number, fields: Fields): Row => ({
  ...fields,
  id,
  asOf: from + minutes * minute,
})
const live = (endsAt = to): WindowSource['coverage'] => [{ kind: 'live', startsAt: from - minute, endsAt }]

let seq = 0
const change = (minutes: number, ...updated: Row[]): RecordedChange => ({
  at: from + minutes * minute,
  seq: (seq += 1),
  ...{ added: [], updated, removed: [] },
})

const agent = (id: string, minutes: number, state: string, reasonCodeId = '0', fields: Fields = {}): Row =>
  row(id, minutes, { state, stateSince: from + minutes * minute, reasonCodeId, ...fields })

const skills = {
  agentQueues: new Map([
    ['a', ['12']],
    ['b', ['12', '13']],
    ['c', ['12']],
    ['x', ['13']],
  ]),
  campaignQueues: new Map([['c1', ['12']]]),
}

function facts(agents: Partial<WindowSource> = {}, queues: Partial<WindowSource> = {}) {
  return windowFacts({
    ...{ from, to, skills, queueId: '12' },
    sources: [
      {
        dataSource: DataSource.AgentState,
        rows: [
          agent('a', -9, 'READY'),
          agent('b', -9, 'READY'),
          agent('c', -9, 'NOT_READY', '7'),
          agent('x', -9, 'READY'),
        ],
        ...{ changes: [], coverage: live(), ...agents },
      },
      {
        dataSource: DataSource.AcdStatus,
        rows: [row('12', -9, { callsInQueue: 0 }), row('13', -9, { callsInQueue: 0 })],
        ...{ changes: [], coverage: live(), ...queues },
      },
      {
        dataSource: DataSource.InboundCampaignStatistics,
        rows: [row('c1', -9, { totalCallsCount: 100 })],
        changes: [change(3, row('c1', 3, { totalCallsCount: 118 }))],
        coverage: live(),
      },
    ],
  })
}

describe(windowFacts, () => {
  it('counts agent time by reason, and tells who moved, when and why', () => {
    const { agentTime, moves } = facts({
      changes: [
        change(5, agent('a', 5, 'NOT_READY', '9')),
        change(10, agent('a', 10, 'READY'), agent('x', 10, 'NOT_READY', '9')),
        change(12, agent('b', 12, 'LOGGED_OUT')),
      ],
    })
    expect(agentTime.loggedInMs).toBe((15 + 12 + 15) * minute)
    expect(Object.fromEntries(agentTime.awayMs)).toEqual({ 7: 15 * minute, 9: 5 * minute })
    expect(staffedMs(agentTime)).toBe((10 + 12) * minute)
    expect(
      moves.map(({ at, agentId, to: where, reasonId }) => [(at - from) / minute, agentId, where, reasonId]),
    ).toEqual([
      [5, 'a', 'away', '9'],
      [10, 'a', 'at-work', undefined],
      [12, 'b', 'logged-out', undefined],
    ])
  })

  it('is no move to start a call, to ring or to wrap up', () => {
    const { moves, agentTime } = facts({
      changes: ['RINGING', 'ON_CALL', 'ACW', 'READY'].map((state, index) =>
        change(index + 1, agent('a', index + 1, state)),
      ),
    })
    expect(moves).toEqual([])
    expect(agentTime.loggedInMs).toBe(45 * minute)
  })

  it('shares agents among the queues with callers', () => {
    expect(facts().effectiveAgents).toBe(1.5)
    const half = facts({}, { changes: [change(7.5, row('13', 7.5, { callsInQueue: 3 }))] })
    expect(half.effectiveAgents).toBeCloseTo(1.25, 6)
  })

  it('counts calls exactly, and no time that was not live', () => {
    const calls = { callType: 'INBOUND', campaignId: 'c1' }
    const { campaigns, flow, liveMs, agentTime, moves } = facts({
      coverage: live(from + 10 * minute),
      changes: [
        change(1, agent('a', 1, 'ON_CALL', '0', calls)),
        change(3, agent('a', 3, 'ACW', '0', { callType: null, campaignId: null })),
        change(4, agent('a', 4, 'READY')),
        change(11, agent('b', 11, 'NOT_READY', '9')),
      ],
    })
    expect(campaigns.get('c1')).toMatchObject({ arrivals: 18 })
    expect(flow).toMatchObject({ answers: 1, handled: 1, handleMs: 3 * minute })
    expect(liveMs).toBe(10 * minute)
    expect(agentTime.loggedInMs).toBe(30 * minute)
    expect(moves).toEqual([])
  })

  it('knows nothing without live time', () => {
    const nothing = facts({ coverage: [] }, { coverage: [] })
    expect(nothing).toMatchObject({ liveMs: 0, effectiveAgents: undefined, agentTime: { loggedInMs: 0 } })
  })
})
