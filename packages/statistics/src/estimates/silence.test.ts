import { describe, expect, it } from 'vitest'
import { idleTimePerCall, notOnBreakShare, occupancy } from './occupancy.ts'
import { campaignSilence, silenceLimit, type SilenceInputs } from './silence.ts'

const quiet: SilenceInputs = {
  callsToday: 90,
  expectedToday: 120,
  expectedSinceLastCall: 14,
  expectedPerHour: 60,
  callsPerDay: 400,
  variation: 0.3,
  isLive: true,
  isRunning: true,
  isInHours: true,
}

describe(silenceLimit, () => {
  it('is larger for an uncertain forecast [case R23]', () => {
    const limits = [0, 0.1, 0.2, 0.3, 0.5].map((variation) => silenceLimit(400, variation))
    for (const [index, expected] of [10.491, 10.946, 12.427, 15.311, 28.608].entries())
      expect(limits[index]).toBeCloseTo(expected, 3)
  })
})

describe(campaignSilence, () => {
  it('follows the pace of today [case R24]', () => {
    const estimate = campaignSilence(quiet)
    if (estimate.type === 'unknown') throw new Error(estimate.reason)
    const { pace, limit, state } = estimate.value
    expect(pace).toBeCloseTo(0.7712, 4)
    expect(limit).toBeCloseTo(10.941, 3)
    expect(limit / pace).toBeCloseTo(14.2, 1)
    expect(state).toBe('calls-come')
    expect(campaignSilence({ ...quiet, expectedSinceLastCall: 14.2 })).toMatchObject({
      value: { state: 'silent' },
    })
  })

  it.each([
    ['closed', { isInHours: false, isRunning: false }],
    ['not-running', { isRunning: false }],
    ['too-quiet-to-tell', { expectedPerHour: 10 }],
    ['calls-come', { variation: 0, expectedSinceLastCall: 10.4 }],
    ['silent', { variation: 0, expectedSinceLastCall: 10.5 }],
  ])('is %s', (state, changed) => {
    expect(campaignSilence({ ...quiet, ...changed })).toMatchObject({ type: 'known', value: { state } })
  })

  it('is not known without live data, or without a usual day', () => {
    expect(campaignSilence({ ...quiet, isLive: false })).toMatchObject({ reason: 'not-live' })
    expect(campaignSilence({ ...quiet, callsPerDay: 0 })).toMatchObject({ reason: 'bad-input' })
  })
})

describe('occupancy under both names', () => {
  it('is of the time off break, and of the time logged in; of a team by its sums [case R30]', () => {
    const one = { calls: 52, averageHandleTime: 372, offBreakTime: 23_040, loginTime: 28_800 }
    const other = { calls: 40, averageHandleTime: 300, offBreakTime: 20_000, loginTime: 20_000 }
    expect(notOnBreakShare([one])).toBeCloseTo(0.8, 4)
    expect(occupancy([one])).toBeCloseTo(0.83958, 4)
    expect(idleTimePerCall([one])).toBeCloseTo(71.08, 2)
    expect(occupancy([one, other])).toBeCloseTo(0.72825, 4)
  })

  it('is not known without time or calls', () => {
    expect(occupancy([])).toBeUndefined()
    expect(notOnBreakShare([])).toBeUndefined()
    expect(idleTimePerCall([])).toBeUndefined()
  })
})
