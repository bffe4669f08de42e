import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  initialThresholdState,
  evaluateThreshold,
  defaultHysteresis,
  type Threshold,
  type ThresholdState,
} from './thresholds.ts'

const waiting: Threshold = {
  level: 'warn',
  when: 'above',
  value: 5,
  ...defaultHysteresis('count', 'above', 5),
}

/** Feeds a value a second, from second 0 on. */
function play(rule: Threshold, values: readonly (number | undefined)[], isLive = true): ThresholdState[] {
  const states: ThresholdState[] = []
  let state = initialThresholdState
  values.forEach((value, second) => {
    state = evaluateThreshold(rule, state, { value, isLive }, second * 1_000)
    states.push(state)
  })
  return states
}
const seconds = (count: number, value: number | undefined) => Array.from({ length: count }, () => value)

describe(evaluateThreshold, () => {
  it('starts when a figure has been beyond the limit for the on-delay, and says since when', () => {
    const states = play(waiting, seconds(17, 6))
    expect(states.findIndex(({ isOn }) => isOn)).toBe(15)
    expect(states.at(-1)).toEqual({ isOn: true, since: 15_000, pendingSince: undefined })
  })

  it('treats the limit itself as normal', () => {
    expect(play(waiting, seconds(60, 5)).some(({ isOn }) => isOn)).toBe(false)
  })

  it('restarts the delay when the figure returned in between', () => {
    const states = play(waiting, [...seconds(14, 6), 5, ...seconds(14, 6)])
    expect(states.some(({ isOn }) => isOn)).toBe(false)
  })

  it('ends only after the off-delay', () => {
    const states = play(waiting, [...seconds(16, 6), ...seconds(31, 0)])
    expect(states.map(({ isOn }) => isOn).lastIndexOf(true)).toBe(45)
  })

  it('stays on inside the dead band: a wait clears below 80 % of its limit', () => {
    const wait: Threshold = {
      level: 'critical',
      when: 'above',
      value: 100,
      ...defaultHysteresis('ms', 'above', 100),
    }
    const isOn = play(wait, [101, 99, 81, 80, 99, 101]).map((state) => state.isOn)
    expect(isOn).toEqual([true, true, true, false, false, true])
  })

  it('evaluates figures that must not be low: a service level clears three points above its limit', () => {
    const level: Threshold = {
      level: 'warn',
      when: 'below',
      value: 0.75,
      ...defaultHysteresis('share', 'below', 0.75),
    }
    const states = play(level, [...seconds(61, 0.74), ...seconds(200, 0.77), ...seconds(121, 0.79)])
    expect(states[60]?.isOn).toBe(true)
    expect(states[260]?.isOn).toBe(true)
    expect(states.at(-1)?.isOn).toBe(false)
  })

  it('changes nothing while the figure is unknown or not live', () => {
    expect(play(waiting, seconds(60, 9), false).some(({ isOn }) => isOn)).toBe(false)
    const on = play(waiting, seconds(16, 6)).at(-1) ?? initialThresholdState
    expect(evaluateThreshold(waiting, on, { value: undefined, isLive: true }, 99_000).isOn).toBe(true)
    expect(evaluateThreshold(waiting, on, { value: 0, isLive: false }, 99_000)).toEqual(on)
  })

  it('does not treat a lower bound as proof of a low figure', () => {
    const rule = (when: 'above' | 'below'): Threshold => ({
      level: 'warn',
      when,
      value: 5,
      clearsAt: 5,
      onDelayMs: 0,
      offDelayMs: 0,
    })
    const isOnAfter = (when: 'above' | 'below', state: ThresholdState, value: number) =>
      evaluateThreshold(rule(when), state, { value, isLive: true, isAtLeast: true }, 0).isOn
    const on: ThresholdState = { isOn: true, since: 0, pendingSince: undefined }
    expect([isOnAfter('above', initialThresholdState, 6), isOnAfter('above', on, 0)]).toEqual([true, true])
    expect([isOnAfter('below', initialThresholdState, 0), isOnAfter('below', on, 6)]).toEqual([false, false])
  })

  const rules = fc.record({
    level: fc.constant('warn' as const),
    when: fc.constantFrom('above' as const, 'below' as const),
    value: fc.integer({ min: 0, max: 20 }),
    onDelayMs: fc.integer({ min: 0, max: 5 }).map((s) => s * 1_000),
    offDelayMs: fc.integer({ min: 0, max: 5 }).map((s) => s * 1_000),
    band: fc.integer({ min: 0, max: 5 }),
  })
  const values = fc.array(fc.option(fc.integer({ min: 0, max: 25 }), { nil: undefined }), { maxLength: 60 })

  it('never starts or ends before all figures of its delay require it', () => {
    fc.assert(
      fc.property(rules, values, ({ band, ...given }, seen) => {
        const rule = { ...given, clearsAt: given.value + (given.when === 'above' ? -band : band) }
        const states = play(rule, seen)
        states.forEach((state, at) => {
          const before = states[at - 1] ?? initialThresholdState
          if (state.isOn === before.isOn) return
          const delay = (state.isOn ? rule.onDelayMs : rule.offDelayMs) / 1_000
          const window = seen.slice(at - delay, at + 1)
          expect(at).toBeGreaterThanOrEqual(delay)
          for (const value of window) {
            const limit = state.isOn ? rule.value : rule.clearsAt
            const beyond = value !== undefined && (rule.when === 'above' ? value > limit : value < limit)
            expect(value === undefined ? undefined : beyond).toBe(state.isOn)
          }
        })
      }),
    )
  })
})
