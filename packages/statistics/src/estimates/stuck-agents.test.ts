import { describe, expect, it } from 'vitest'
import type { Row } from '../row.ts'
import {
  levelBeyond,
  passedOverBelow,
  passedOverChance,
  readyNotFed,
  secondsInState,
  type WaitingQueue,
} from './stuck-agents.ts'
import { afterCallLimits, notReadyLimits, onCallLimits, ringingLimits, type Habit } from './stuck-limits.ts'

const now = 1_800_000_000_000
const ago = (seconds: number) => now - seconds * 1_000
const agent = (state: string, fields: Record<string, unknown> = {}): Row => ({
  id: '1',
  asOf: now,
  state,
  ...fields,
})
const habit = (count: number, p95: number, p99: number): Habit => ({ count, p95, p99 })

describe(secondsInState, () => {
  it('counts a reason from its own instant', () => {
    const times = { stateSince: ago(900), reasonCodeSince: ago(60) }
    expect(secondsInState(agent('NOT_READY', { ...times, reasonCodeId: '7' }), now)).toBe(60)
    expect(secondsInState(agent('NOT_READY', { ...times, reasonCodeId: '0' }), now)).toBe(900)
    expect(secondsInState(agent('READY', times), now)).toBe(900)
  })

  it('is not known without an instant, and 0 for an instant of the future', () => {
    expect(secondsInState(agent('READY'), now)).toBeUndefined()
    expect(secondsInState(agent('READY', { stateSince: 0 }), now)).toBeUndefined()
    expect(secondsInState(agent('READY', { stateSince: now + 500 }), now)).toBe(0)
  })
})

describe('limits', () => {
  it('of after-call work come from the own habit, the team, or 3 minutes', () => {
    expect(afterCallLimits(habit(50, 70, 200), undefined)).toEqual({ mark: 70, alarm: 200, source: 'own' })
    expect(afterCallLimits(habit(50, 120, 130), undefined)).toMatchObject({ alarm: 240 })
    expect(afterCallLimits(habit(50, 20, 30), undefined)).toMatchObject({ mark: 20, alarm: 180 })
    expect(afterCallLimits(habit(49, 20, 30), habit(200, 90, 300))).toEqual({
      mark: 90,
      alarm: 300,
      source: 'team',
    })
    expect(afterCallLimits(undefined, habit(199, 90, 300))).toEqual({
      mark: 180,
      alarm: 360,
      source: 'default',
    })
  })

  it('of a reason are set by the site, or follow its habit, or do not exist', () => {
    expect(notReadyLimits(1_800, habit(99, 60, 90))).toEqual({ mark: 1_800, alarm: 2_700, source: 'site' })
    expect(notReadyLimits(undefined, habit(30, 600, 900))).toEqual({
      mark: 600,
      alarm: 900,
      source: 'reason',
    })
    expect(notReadyLimits(undefined, habit(29, 600, 900))).toBeUndefined()
  })

  it('of a call are at least 30 minutes, and never an alarm', () => {
    expect(onCallLimits(habit(80, 900, 2_400))).toEqual({ mark: 2_400, alarm: undefined, source: 'own' })
    expect(onCallLimits(habit(80, 300, 900))).toMatchObject({ mark: 1_800 })
  })
})

describe(levelBeyond, () => {
  const limits = afterCallLimits(habit(60, 70, 200), undefined)

  it('marks, then alarms, only beyond the limit', () => {
    expect(levelBeyond(70, limits)).toBeUndefined()
    expect(levelBeyond(71, limits)).toBe('mark')
    expect(levelBeyond(200, limits)).toBe('mark')
    expect(levelBeyond(201, limits)).toBe('alarm')
  })

  it('marks a long ring, and never alarms', () => {
    expect(levelBeyond(30, ringingLimits)).toBeUndefined()
    expect(levelBeyond(9_999, ringingLimits)).toBe('mark')
  })
})

describe(readyNotFed, () => {
  const queue = (callersFor: number, agentsInQueue: number | undefined = 2): WaitingQueue => ({
    queueId: '12',
    ...{ callersFor, agentsInQueue },
  })

  it('needs both 30 s ready and 30 s of callers in one queue', () => {
    expect(readyNotFed(29, [queue(500)], true)).toBeUndefined()
    expect(readyNotFed(500, [queue(29)], true)).toBeUndefined()
    expect(readyNotFed(30, [queue(31)], true)).toMatchObject({ kind: 'not-fed', level: 'mark', seconds: 30 })
    expect(readyNotFed(60, [queue(10), queue(61)], true)).toMatchObject({ level: 'alarm', queueId: '12' })
    expect(readyNotFed(600, [], true)).toBeUndefined()
  })

  it('is "not for calls" where Five9 counts nobody ready, and nothing without live data', () => {
    expect(readyNotFed(90, [queue(90, 0)], true)).toMatchObject({ kind: 'not-for-calls' })
    expect(readyNotFed(90, [queue(90)], false)).toBeUndefined()
  })
})

describe(passedOverChance, () => {
  it('is said below one per cent [case R25]', () => {
    expect(passedOverChance(3, 10)).toBeCloseTo(0.0173, 4)
    expect(passedOverChance(3, 12)).toBeCloseTo(0.0077, 4)
    expect(passedOverChance(3, 12) < passedOverBelow).toBe(true)
    expect(passedOverChance(1, 0)).toBe(1)
    expect(passedOverChance(0, 9)).toBe(1)
  })
})
