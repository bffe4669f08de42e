import type { HistoryWhy } from '@wallboard/relay/rest/why'
import type { CountedCalls } from '@wallboard/relay/rest/estimates'
import { describe, expect, it } from 'vitest'
import { agentsNeededWords, expectedWaitWords } from './estimate-text.ts'
import { helpSentences } from './help-panel.tsx'
import { queueExpectedWait, queueHelp, type QueueNow } from './queue-estimates-state.ts'
import { whyRows } from './why-rows.ts'
import { whySentences } from './why-sentences.ts'

const to = Date.UTC(2026, 10, 26, 10, 31)
const at = (minutesBefore: number) => to - minutesBefore * 60_000
const timeOf = (instant: number) => new Date(instant).toISOString().slice(11, 16)

const why: HistoryWhy = {
  ...{ queue: '12', from: at(15), to, usual: { basis: 'weeks', weeks: 6 } },
  calls: { now: 18, usual: 11 },
  areCallsExact: true,
  staffed: { now: 5, usual: 6.04 },
  effectiveAgents: { now: 4.52, usual: 5.5 },
  handleTime: { now: 312, usual: 280 },
  handled: { now: 14, usual: 60 },
  abandoned: { now: 2, usual: 1 },
  wait: { now: 52.6, usual: 6.3 },
  patience: 180,
  shares: {
    calls: { seconds: 27.2, share: 68 },
    staffed: { seconds: 12.7, share: 32 },
    handleTime: { seconds: -2.6, share: null },
  },
  noShares: null,
  agentTime: [
    { kind: 'reason', reason: 'Coaching', now: 24, usual: 15, share: 16.4 },
    { kind: 'absent', reason: null, now: 2, usual: 0, share: 3.6 },
    { kind: 'reason', reason: 'Lunch', now: 6, usual: 5, share: null },
  ],
  moves: [],
  changes: [],
  gaps: [],
}

describe(whyRows, () => {
  it('shows now, usual and share of each cause, and what eased the wait', () => {
    const { rows, eased } = whyRows(why)
    expect(rows.map(({ name, now, usual, share }) => [name, now, usual, share])).toEqual([
      ['calls', '18', '11', '≈ 68 %'],
      ['staffed', '5', '6', '≈ 32 %'],
      ['handleTime', '5:12', '4:40', '–'],
      ['abandoned', '2', '1', '–'],
    ])
    expect(eased).toEqual([{ name: 'handleTime', seconds: 2.6 }])
    expect(rows[0]?.aboutShare).toContain('0:06 usually and 0:52 now')
    expect(rows[1]?.about).toContain('4.5, usual 5.5')
  })

  it('marks calls that may be more, and shows what is not known as "–"', () => {
    const { rows } = whyRows({
      ...{ ...why, areCallsExact: false, shares: null, noShares: 'arrivals-at-least' },
      abandoned: { now: null, usual: null },
    })
    expect(rows.map(({ now, share }) => [now, share])).toEqual([
      ['≥18', '–'],
      ['5', '–'],
      ['5:12', '–'],
      ['–', '–'],
    ])
  })
})

describe(whySentences, () => {
  const move = { to: 'away', reason: 'Coaching', agent: null, backAt: null } as const

  it('tells who left for which reason, and when, with names where all are known', () => {
    const ines = { id: '1', name: 'Ines Novak' }
    const noor = { id: '2', name: 'Noor Hart' }
    const moves = [
      { ...move, at: at(7) },
      { ...move, at: at(5) },
      { ...move, at: at(4), to: 'logged-out', reason: null, agent: noor },
      { ...move, at: at(3), to: 'at-work', reason: null, agent: ines },
    ] as const
    expect(whySentences({ ...why, moves: [...moves], agentTime: [] }, timeOf)).toEqual([
      '2 agents left for Coaching at 10:24 and 10:26',
      '1 agent signed out at 10:27: Noor Hart',
      '1 agent came back at 10:28: Ines Novak',
    ])
  })

  it('tells where agent time went, if it is more than usual, and which skills changed', () => {
    const changes = [
      { at: at(9), change: 'agent-removed', name: 'Marta Park' },
      { at: at(8), change: 'agent-added', name: null },
      { at: at(2), change: 'queue-renamed', name: null },
    ] as const
    expect(whySentences({ ...why, changes: [...changes] }, timeOf)).toEqual([
      'Not ready for Coaching: 24 agent-minutes, usual 15 (≈ 16 %)',
      'Fewer agents signed in: 2 agent-minutes (≈ 4 %)',
      '10:22 Marta Park lost this skill',
      '10:23 An agent got this skill',
      '10:29 this queue was renamed',
    ])
  })

  it('says that nothing happened', () => {
    expect(whySentences({ ...why, agentTime: [] }, timeOf)).toEqual(['No agent left, and no skill changed.'])
  })
})

describe('estimates of a queue', () => {
  const facts: CountedCalls = {
    queue: '12',
    arrivals: { calls: 36, seconds: 1_800, isExact: true },
    ...{ recentAnswers: 12, answers: 12 },
    handleTime: { seconds: 312, calls: 40, of: 'queue' },
    patience: { seconds: 180, abandons: 50 },
  }
  const queue: QueueNow = {
    queueId: '12',
    row: {
      id: '12',
      asOf: to,
      callsInQueue: 5,
      agentsInQueue: 0,
      callbacksInQueue: 0,
      currentLongestQueueTime: 250_000,
    },
    agents: 3,
    ...{ facts, isLive: true, nowMs: to },
  }

  it('are made of the rows and of what was counted [case R12] [case R14] [case R17]', () => {
    expect(queueExpectedWait(queue)).toMatchObject({ value: { seconds: 315, method: 'model' } })
    expect(queueHelp(queue, 120)).toMatchObject({ value: { extra: 2, minutes: 6 } })
  })

  it('use the wait of the first caller only where no callback waits', () => {
    const row = { ...queue.row, currentLongestQueueTime: 900_000 }
    expect(queueExpectedWait({ ...queue, row })).toMatchObject({
      value: { seconds: 900, method: 'head-of-line' },
    })
    const withCallbacks = { ...row, callbacksInQueue: 1 }
    expect(queueExpectedWait({ ...queue, row: withCallbacks })).toMatchObject({ value: { method: 'model' } })
  })

  it.each([
    ['not-live', { isLive: false }],
    ['no-agents', { agents: undefined }],
    ['too-few-answers', { facts: undefined }],
    ['too-few-agents', { agents: 0 }],
    ['bad-input', { row: { id: '12', asOf: to } }],
  ])('are not known: %s', (reason, changed) => {
    expect(queueExpectedWait({ ...queue, ...changed })).toMatchObject({ type: 'unknown', reason })
  })

  it('are shown with "≈" and their inputs, and as "–" with the reason', () => {
    expect(expectedWaitWords(queueExpectedWait(queue))).toEqual({
      value: '≈ 5:15',
      short: '≈ 5:15',
      about:
        'A new caller behind 5 others, first in, first out: 3.0 effective agents, handle time 5:12, callers give up after 3:00. Priorities are not visible.',
    })
    expect(expectedWaitWords(queueExpectedWait({ ...queue, isLive: false }))).toEqual({
      value: '–',
      about: 'not known: no live data',
    })
    expect(agentsNeededWords(queueHelp(queue, 120))).toMatchObject({ value: '≈ +2' })
    expect(agentsNeededWords(queueHelp({ ...queue, agents: 20 }, 120))).toMatchObject({ value: '≈ 0' })
    expect(agentsNeededWords(queueHelp({ ...queue, agents: undefined }, 120)).value).toBe('–')
  })

  it('know no help where only callbacks wait and nobody serves the queue', () => {
    const row = { ...queue.row, callsInQueue: 0, callbacksInQueue: 8 }
    expect(queueHelp({ ...queue, row, agents: 0 }, 120)).toMatchObject({ reason: 'too-few-agents' })
    expect(queueHelp({ ...queue, row, agents: 3 }, 120)).toMatchObject({ type: 'known' })
    const calls = { ...row, callsInQueue: 5 }
    expect(queueHelp({ ...queue, row: calls, agents: 0 }, 120)).toMatchObject({ type: 'known' })
  })

  it('say in sentences what would help', () => {
    const options = { targetSeconds: 120, wallNow: to, timeZone: 'UTC' }
    expect(helpSentences({ extra: 1, minutes: 4 }, 5, options).join(' ')).toBe(
      '1 more agent for 15 min clears the queue by 10:35 ≈, Erlang A',
    )
    expect(helpSentences({ extra: 2, minutes: undefined }, 5, options).join(' ')).toBe(
      '2 more agents for 15 min do not clear the queue within half an hour ≈, Erlang A',
    )
    expect(helpSentences({ extra: 0, minutes: 2 }, 5, options)).toEqual([
      'No more agents are needed: the queue clears by 10:33 ≈, Erlang A',
    ])
    expect(helpSentences({ extra: 0, minutes: 2 }, 0, options)).toEqual([
      'No more agents are needed to answer calls within 2:00 ≈, Erlang A',
    ])
  })

  it('know no help without counted calls', () => {
    expect(queueHelp({ ...queue, facts: { ...facts, arrivals: null } }, 120)).toMatchObject({
      reason: 'no-arrivals',
    })
  })
})
