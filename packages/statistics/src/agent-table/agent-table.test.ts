import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Row } from '../row.ts'
import {
  agentFlag,
  agentMatcher,
  agentTotals,
  createAgentJoin,
  createWaitingClock,
  everyAgent,
  limitsFor,
  noHabits,
  siteReasonLimit,
  sortByAttention,
  type AgentFlag,
  type AgentNames,
  type AgentRecord,
  type FlagInputs,
} from './index.ts'

const names: AgentNames = {
  agents: [
    { id: '1', name: 'Zoë Adams', queueIds: ['q1', 'q2'] },
    { id: '2', name: null, queueIds: [] },
  ],
  campaigns: [{ id: 'c1', name: 'Inbound 1' }],
  reasons: [{ id: 'r1', name: 'Lunch' }],
  groups: [{ id: 'g1', name: 'Support', agentIds: ['1', '9'] }],
}

const row = (id: string, fields: Record<string, unknown>): Row => ({ id, asOf: 0, ...fields })
const byId = (...rows: Row[]) => new Map(rows.map((each) => [each.id, each]))
const joined = (state: Row, statistic?: Row): AgentRecord => {
  const statistics = statistic === undefined ? byId() : byId(statistic)
  const [record] = createAgentJoin().records(byId(state), statistics, names)
  if (record === undefined) throw new Error('no record')
  return record
}

describe(createAgentJoin, () => {
  it('joins names, queues, groups, reason with its own time, and figures', () => {
    const state = row('1', {
      ...{ state: 'NOT_READY', stateSince: 1_000, reasonCodeId: 'r1', reasonCodeSince: 5_000 },
      ...{ campaignId: 'c1', customer: '+1 555 0100' },
    })
    const statistic = row('1', {
      ...{ totalCallsCount: 17, averageHandleTime: 273_000, averageWrapTime: 72_000 },
      ...{ utilization: 0.84, occupancy: 0.9 },
    })
    const record = joined(state, statistic)
    expect(record).toEqual({
      ...{ id: '1', name: 'Zoë Adams', activity: 'not-ready', state: 'NOT_READY', since: 1_000 },
      reason: { id: 'r1', name: 'Lunch', since: 5_000 },
      ...{ campaign: undefined, callType: undefined, queueIds: ['q1', 'q2'], groupIds: ['g1'] },
      ...{ handled: 17, handleMs: 273_000, wrapMs: 72_000, occupancy: 0.84, notOnBreak: 0.9 },
    })
    expect(JSON.stringify(record)).not.toContain('555')
  })

  it('has no mean of no calls, although Five9 sends zeros', () => {
    const none = { totalCallsCount: 0, averageHandleTime: 0, averageWrapTime: 0 }
    const record = joined(row('1', { state: 'READY' }), row('1', none))
    expect(record).toMatchObject({ handled: 0, handleMs: undefined, wrapMs: undefined })
  })

  it('shows a campaign only with a call, and nothing for what Five9 did not send', () => {
    const onCall = joined(row('1', { state: 'ON_CALL', campaignId: 'c1', callType: 'INBOUND' }))
    expect(onCall.campaign).toEqual({ id: 'c1', name: 'Inbound 1' })
    const unknown = joined(row('2', { state: 'ON_CO_BROWSING', stateSince: 0 }))
    expect(unknown).toMatchObject({
      name: 'Agent 2',
      activity: 'other',
      since: undefined,
      handled: undefined,
    })
  })

  it('gives what a fresh join gives after any changes, and the same objects where nothing changed', () => {
    const figures = fc.record({
      id: fc.constantFrom('1', '2', '3'),
      state: fc.constantFrom('READY', 'NOT_READY', 'ON_CALL'),
      since: fc.integer({ min: 1, max: 3 }),
      calls: fc.integer({ min: 0, max: 2 }),
    })
    fc.assert(
      fc.property(fc.array(fc.array(figures, { maxLength: 4 }), { maxLength: 6 }), (steps) => {
        const join = createAgentJoin()
        const states = new Map<string, Row>()
        const statistics = new Map<string, Row>()
        let before: readonly AgentRecord[] = []
        for (const step of steps) {
          for (const { id, state, since, calls } of step) {
            states.set(id, row(id, { state, stateSince: since }))
            statistics.set(id, row(id, { totalCallsCount: calls }))
          }
          const now = join.records(states, statistics, names)
          expect(now).toEqual(createAgentJoin().records(states, statistics, names))
          for (const record of now) {
            const same = before.find(({ id }) => id === record.id)
            if (JSON.stringify(same) === JSON.stringify(record)) expect(record).toBe(same)
          }
          before = now
        }
      }),
    )
  })
})

const agent = (id: string, change: Partial<AgentRecord>): AgentRecord => ({
  ...joined(row(id, { state: 'READY', stateSince: 1 })),
  ...change,
})

describe(agentMatcher, () => {
  const flagged = (id: string) => id === '1'
  const lunch = { id: 'r1', name: 'Lunch', since: 1 }
  const zoe = agent('1', { activity: 'not-ready', reason: lunch })

  it('matches all filters together, and text without accents', () => {
    const filter = { ...everyAgent, reasonIds: ['r1'], groupIds: ['g1'], queueIds: ['q2'], isFlagged: true }
    expect(agentMatcher({ ...filter, text: 'zoe a' }, flagged)(zoe)).toBe(true)
    expect(agentMatcher({ ...filter, text: 'zoe b' }, flagged)(zoe)).toBe(false)
    expect(agentMatcher({ ...filter, queueIds: ['q3'] }, flagged)(zoe)).toBe(false)
    expect(agentMatcher(filter, () => false)(zoe)).toBe(false)
    expect(agentMatcher({ ...everyAgent, campaignIds: ['c1'] }, flagged)(zoe)).toBe(false)
  })

  it('leaves out who is logged out, unless that is wanted', () => {
    const out = agent('2', { activity: 'logged-out' })
    expect(agentMatcher(everyAgent, flagged)(out)).toBe(false)
    expect(agentMatcher({ ...everyAgent, activities: ['logged-out'] }, flagged)(out)).toBe(true)
  })
})

describe(agentTotals, () => {
  it('counts activities and reasons', () => {
    const lunch = { id: 'r1', name: 'Lunch', since: 1 }
    const totals = agentTotals([
      agent('1', {}),
      agent('2', { activity: 'not-ready', reason: lunch }),
      agent('3', { activity: 'not-ready', reason: lunch }),
      agent('4', { activity: 'not-ready' }),
      agent('5', { activity: 'logged-out' }),
    ])
    expect(totals.signedIn).toBe(4)
    expect(totals.byActivity).toMatchObject({ ready: 1, 'not-ready': 3, 'logged-out': 1 })
    expect(totals.byReason).toEqual([
      { id: 'r1', name: 'Lunch', count: 2 },
      { id: undefined, name: undefined, count: 1 },
    ])
  })
})

const minute = 60_000

describe(agentFlag, () => {
  const siteLimits = [
    { name: 'Lunch', minutes: 30 },
    { name: 'Break', minutes: 15 },
  ]
  const inputs = (change: Partial<FlagInputs> = {}): FlagInputs => ({
    limitsOf: limitsFor(siteLimits),
    waitingQueue: () => undefined,
    readyAssigned: () => 1,
    passedOver: () => undefined,
    isLive: true,
    ...change,
  })
  const flag = (record: AgentRecord, now: number, change: Partial<FlagInputs> = {}) =>
    agentFlag(record, now, inputs(change))

  it('marks after-call work above the limit of its habit, and alarms above twice of it', () => {
    const wrap = agent('1', { activity: 'after-call', since: 0 })
    expect(flag(wrap, 3 * minute)).toBeUndefined()
    expect(flag(wrap, 3 * minute + 1)).toMatchObject({ kind: 'after-call', level: 'mark', source: 'default' })
    expect(flag(wrap, 6 * minute + 1)).toMatchObject({ level: 'alarm' })
    const habits = { ...noHabits, afterCall: () => ({ count: 50, p95: 60, p99: 90 }) }
    const limitsOf = limitsFor(siteLimits, habits)
    expect(flag(wrap, 61_000, { limitsOf })).toMatchObject({ level: 'mark', limit: 60, source: 'own' })
  })

  it('measures a reason by its own time, marks above its limit and alarms above one and a half times of it', () => {
    const lunch = { id: 'r1', name: 'Lunch', since: 10 * minute }
    const away = agent('1', { activity: 'not-ready', since: 0, reason: lunch })
    expect(flag(away, 40 * minute)).toBeUndefined()
    expect(flag(away, 40 * minute + 1)).toMatchObject({ kind: 'not-ready', level: 'mark', limit: 1_800 })
    expect(flag(away, 55 * minute + 1)).toMatchObject({ level: 'alarm' })
    expect(flag({ ...away, reason: { ...lunch, name: 'Coaching' } }, 99 * minute)).toBeUndefined()
    expect(flag({ ...away, reason: undefined }, 99 * minute)).toBeUndefined()
  })

  it('finds who is ready and gets no calls, only while both sources are live', () => {
    const ready = agent('1', { since: 0 })
    const waitingQueue = (id: string) =>
      id === 'q2' ? { queueId: 'q2', callersFor: 100, agentsInQueue: 1 } : undefined
    expect(flag(ready, 29_999, { waitingQueue })).toBeUndefined()
    const mark = { kind: 'not-fed', level: 'mark', seconds: 30, queueId: 'q2' }
    expect(flag(ready, 30_000, { waitingQueue })).toMatchObject(mark)
    expect(flag(ready, 60_000, { waitingQueue })).toMatchObject({ level: 'alarm' })
    expect(flag(ready, 60_000, { waitingQueue, isLive: false })).toBeUndefined()
  })

  it('says nothing of one agent where Five9 counts fewer ready than are assigned, unless it counts nobody', () => {
    const ready = agent('1', { since: 0 })
    const waitingQueue = (agentsInQueue: number) => () => ({ queueId: 'q1', callersFor: 100, agentsInQueue })
    expect(flag(ready, minute, { waitingQueue: waitingQueue(0) })).toMatchObject({ kind: 'not-for-calls' })
    expect(flag(ready, minute, { waitingQueue: waitingQueue(1), readyAssigned: () => 2 })).toBeUndefined()
  })

  it('marks who is ready while calls go to others, unless calls wait beside the agent [case R25]', () => {
    const ready = agent('1', { since: 0 })
    const found = { queueId: 'q1', calls: 12, readyAgents: 3, chance: 0.0077 }
    const passedOver = () => found
    expect(flag(ready, minute, { passedOver })).toMatchObject({
      ...{ kind: 'passed-over', level: 'mark', queueId: 'q1', passedOver: found },
    })
    expect(flag(ready, minute, { passedOver, isLive: false })).toBeUndefined()
    const waitingQueue = () => ({ queueId: 'q1', callersFor: 100, agentsInQueue: 1 })
    expect(flag(ready, minute, { passedOver, waitingQueue })).toMatchObject({ kind: 'not-fed' })
    expect(flag(agent('1', { activity: 'on-call', since: 0 }), minute, { passedOver })).toBeUndefined()
  })

  it('marks long ringing and long calls, and never who has no known time', () => {
    expect(flag(agent('1', { activity: 'ringing', since: 0 }), 30_001)).toMatchObject({ kind: 'ringing' })
    const call = agent('1', { activity: 'on-call', since: 0 })
    expect(flag(call, 30 * minute + 1)).toMatchObject({ kind: 'on-call', level: 'mark' })
    expect(flag({ ...call, since: undefined }, 60 * minute)).toBeUndefined()
  })
})

describe(sortByAttention, () => {
  it('puts flags by their excess first, then the longest time, then unknown times and logged-out agents', () => {
    const mark = { level: 'mark', source: undefined, queueId: undefined } as const
    const flags = new Map<string, AgentFlag>([
      ['4', { ...mark, kind: 'after-call', seconds: 20, limit: 10 }],
      ['5', { ...mark, kind: 'ringing', seconds: 90, limit: 30 }],
    ])
    const agents = [
      agent('1', { since: 50 }),
      agent('2', { since: 40 }),
      agent('3', { since: undefined }),
      agent('4', { since: 90 }),
      agent('5', { since: 95 }),
      agent('10', { since: 40 }),
      agent('6', { activity: 'logged-out', since: 1 }),
    ]
    const ids = sortByAttention(agents, (id) => flags.get(id)).map(({ id }) => id)
    expect(ids).toEqual(['5', '4', '2', '10', '1', '3', '6'])
  })
})

describe(siteReasonLimit, () => {
  it('finds a limit by whole words, the longest name first', () => {
    const limits = [
      { name: 'Lunch', minutes: 30 },
      { name: 'Break', minutes: 15 },
    ]
    expect(siteReasonLimit('Lunch', limits)).toBe(1_800)
    expect(siteReasonLimit('SHORT BREAK', limits)).toBe(900)
    expect(siteReasonLimit('Breakfast', limits)).toBeUndefined()
    expect(siteReasonLimit('Short break', [...limits, { name: 'Short break', minutes: 5 }])).toBe(300)
  })
})

describe(createWaitingClock, () => {
  it('counts from the first caller of a queue that never became empty, and starts again after a gap', () => {
    const clock = createWaitingClock()
    const queue = (callsInQueue: number) => [row('q1', { callsInQueue })]
    clock.observed(queue(0), 1)
    clock.observed(queue(2), 2)
    clock.observed(queue(1), 3)
    expect(clock.since('q1')).toBe(2)
    clock.interrupted()
    expect(clock.since('q1')).toBeUndefined()
    clock.observed(queue(1), 9)
    expect(clock.since('q1')).toBe(9)
    clock.observed([], 10)
    expect(clock.since('q1')).toBeUndefined()
  })
})
