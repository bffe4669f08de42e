import type { TypicalLengths } from '@wallboard/relay/rest/typical-lengths'
import { limitsFor, noHabits, type AgentRecord, type Habits } from '@wallboard/statistics/agent-table'
import { describe, expect, it } from 'vitest'
import { habitsOf } from './habits-state.ts'
import { limitText } from './limit-text.ts'

const lengths: TypicalLengths = {
  until: 1,
  afterCall: [
    ['7', 312, 72, 140],
    ['8', 12, 30, 40],
  ],
  teamAfterCall: { count: 1_204, p95: 90, p99: 200 },
  onCall: [['7', 80, 900, 2_400]],
  reasons: [
    ['coaching', 45, 1_200, 1_500],
    ['other', 3, 60, 60],
  ],
}

const agent = (id: string, activity: AgentRecord['activity'], reason?: readonly [id: string, name: string]) =>
  ({
    ...{ id, activity, name: id, state: undefined, since: 0 },
    ...{ campaign: undefined, callType: undefined, queueIds: [], groupIds: [], handled: undefined },
    ...{ handleMs: undefined, wrapMs: undefined, occupancy: undefined, notOnBreak: undefined },
    reason: reason && { id: reason[0], name: reason[1], since: 0 },
  }) satisfies AgentRecord

const textOf = (record: AgentRecord, habits: Habits = habitsOf(lengths)) =>
  limitText(record, limitsFor([{ name: 'Lunch', minutes: 30 }], habits)(record), habits)

describe(limitText, () => {
  it('names the limit of the own past, of the team, or the default with what is missing', () => {
    expect(textOf(agent('7', 'after-call'))).toContain('1:12: 95 % of this agent’s 312 wrap-ups')
    expect(textOf(agent('8', 'after-call'))).toContain('1:30: 95 % of the 1204 wrap-ups of all agents')
    expect(textOf(agent('8', 'after-call'))).toContain(
      'only 12 are recorded; a limit of the agent’s own needs 50',
    )
    const few = habitsOf({ ...lengths, teamAfterCall: { count: 80, p95: 90, p99: 200 } })
    expect(textOf(agent('8', 'after-call'), few)).toBe(
      'Marked above 3:00, the default: only 12 wrap-ups of this agent and 80 of all agents are recorded in 30 days; a limit from history needs 50 or 200.',
    )
    expect(textOf(agent('8', 'after-call'), noHabits)).toContain('the default: only 0 wrap-ups')
  })

  it('names the limit of a reason: the site’s, that of its past, or why there is none', () => {
    expect(textOf(agent('7', 'not-ready', ['l', 'Lunch']))).toBe(
      'Marked above 30:00, the site’s limit for Lunch',
    )
    expect(textOf(agent('7', 'not-ready', ['coaching', 'Coaching']))).toContain(
      '20:00: 95 % of 45 times of Coaching',
    )
    expect(textOf(agent('7', 'not-ready', ['other', 'Other']))).toContain('only 3 times are recorded')
    expect(textOf(agent('7', 'not-ready'))).toBe('')
  })

  it('names the limit of a call, and none for an agent who is ready', () => {
    expect(textOf(agent('7', 'on-call'))).toContain('40:00: 99 % of this agent’s 80 calls')
    expect(textOf(agent('8', 'on-call'))).toContain('30:00, the default: only 0 calls of this agent')
    expect(textOf(agent('7', 'ringing'))).toBe('Marked above 0:30')
    expect(textOf(agent('7', 'ready'))).toBe('')
  })
})
