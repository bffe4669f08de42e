import { describe, expect, it } from 'vitest'
import { composeWhy, type WhyInput } from './compose-why.ts'
import { baselineFigures } from './baseline-figures.ts'
import type { WindowFigures } from './window-figures.ts'

const to = Date.UTC(2026, 10, 26, 10, 31)
const minute = 60_000

/** The queue of the design, now: 18 calls, 5 agents, 312 s. */
const now: WindowFigures = {
  liveMs: 900_000,
  callRate: 18 / 900,
  areCallsExact: true,
  abandonRate: 2 / 900,
  staffed: 5,
  loggedIn: 7,
  away: new Map([
    ['9', 1.6],
    ['7', 0.4],
  ]),
  effectiveAgents: 5,
  handleTime: { seconds: 312, calls: 14 },
}

const usualWeek: WindowFigures = {
  ...now,
  callRate: 11 / 900,
  abandonRate: 1 / 900,
  staffed: 6,
  loggedIn: 7.133_333,
  away: new Map([
    ['9', 1],
    ['7', 2 / 15],
  ]),
  effectiveAgents: 6,
  handleTime: { seconds: 280, calls: 10 },
}
const weeks = [usualWeek, usualWeek, usualWeek, usualWeek]

const input: WhyInput = {
  queue: '12',
  from: to - 15 * minute,
  to,
  now,
  usual: baselineFigures(weeks, undefined),
  hangUpRate: 1 / 180,
  moves: [],
  reasonName: (id) => (id === '9' ? 'Coaching' : undefined),
  agentOf: () => undefined,
  changes: [],
  gaps: [],
}

describe(composeWhy, () => {
  it('compares a window with the usual one, and shares what it explains [case R18] [case R21]', () => {
    const why = composeWhy(input)
    expect(why).toMatchObject({
      calls: { now: 18, usual: 11 },
      staffed: { now: 5, usual: 6 },
      handleTime: { now: 312, usual: 280 },
      abandoned: { now: 2, usual: 1 },
      wait: { now: 52.6, usual: 6.3 },
      patience: 180,
      noShares: null,
      usual: { basis: 'weeks', weeks: 4 },
    })
    const { calls, staffed, handleTime } = why.shares ?? {}
    expect([calls?.share, staffed?.share, handleTime?.share]).toEqual([59, 27, 14])
    expect(why.agentTime).toEqual([
      { kind: 'reason', reason: 'Coaching', now: 24, usual: 15, share: 16.2 },
      { kind: 'reason', reason: '7', now: 6, usual: 2, share: 7.2 },
      { kind: 'absent', reason: null, now: 2, usual: 0, share: 3.6 },
    ])
  })

  it('has no shares where some calls may be missing', () => {
    const why = composeWhy({ ...input, now: { ...now, areCallsExact: false } })
    expect(why).toMatchObject({
      shares: null,
      noShares: 'arrivals-at-least',
      areCallsExact: false,
      wait: null,
    })
    expect(why.agentTime[0]).toMatchObject({ reason: 'Coaching', share: null })
  })

  it.each([
    ['small-change', { now: { ...usualWeek, callRate: 12 / 900 } }],
    ['grows-without-end', { hangUpRate: 0, now: { ...now, callRate: 1 } }],
    ['not-known', { now: { ...now, handleTime: undefined } }],
    ['not-known', { now: undefined }],
    ['not-known', { usual: baselineFigures([], undefined) }],
  ])('has no shares: %s', (noShares, changed) => {
    expect(composeWhy({ ...input, ...changed })).toMatchObject({ shares: null, noShares })
  })

  it('shows a figure that is not known as null, never as 0', () => {
    const why = composeWhy({ ...input, now: undefined, usual: baselineFigures([], undefined) })
    expect(why.calls).toEqual({ now: null, usual: null })
    expect(why).toMatchObject({ usual: { basis: 'none' }, agentTime: [] })
  })

  it('names an agent only to a caller who may see the agent, and tells who came back', () => {
    const moves = [
      { at: to - 7 * minute, agentId: 'a', to: 'away', reasonId: '9' },
      { at: to - 5 * minute, agentId: 'b', to: 'logged-out', reasonId: undefined },
      { at: to - 2 * minute, agentId: 'a', to: 'at-work', reasonId: undefined },
    ] as const
    const why = composeWhy({
      ...{ ...input, moves },
      agentOf: (id) => (id === 'a' ? { id, name: 'Ines Novak' } : undefined),
    })
    expect(why.moves).toEqual([
      {
        ...{ at: to - 7 * minute, to: 'away', reason: 'Coaching', backAt: to - 2 * minute },
        agent: { id: 'a', name: 'Ines Novak' },
      },
      { at: to - 5 * minute, to: 'logged-out', reason: null, agent: null, backAt: null },
      {
        ...{ at: to - 2 * minute, to: 'at-work', reason: null, backAt: null },
        agent: { id: 'a', name: 'Ines Novak' },
      },
    ])
  })
})

describe(baselineFigures, () => {
  it('is the median of at least four weeks, else the hour before, else nothing', () => {
    const rates = [10, 12, 11, 40].map((calls) => ({ ...usualWeek, callRate: calls / 900 }))
    const usual = baselineFigures(rates, usualWeek)
    expect(usual).toMatchObject({ basis: 'weeks', weeks: 4 })
    expect(usual.basis === 'none' ? 0 : 900 * usual.figures.callRate).toBeCloseTo(11.5, 9)
    expect(baselineFigures(rates.slice(1), usualWeek)).toMatchObject({ basis: 'hour-before', weeks: 3 })
    expect(baselineFigures(rates.slice(1), undefined)).toEqual({ basis: 'none', weeks: 3 })
  })

  it('knows no figure that fewer than four weeks know', () => {
    const unknown = { ...usualWeek, handleTime: undefined }
    expect(baselineFigures([unknown, ...weeks.slice(1)], undefined)).toMatchObject({
      ...{ basis: 'weeks', figures: { handleTime: undefined, staffed: 6 } },
    })
  })

  it('counts a reason that nobody gave in a week as no time of that week', () => {
    const without = { ...usualWeek, away: new Map<string, number>() }
    const usual = baselineFigures([usualWeek, without, without, without], undefined)
    expect(usual.basis === 'none' ? undefined : usual.figures.away.get('9')).toBe(0)
  })
})
