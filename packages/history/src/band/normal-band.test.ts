import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isExceptionalDay, normalBand, type SlotWeek } from './normal-band.ts'
import { quantile } from './quantile.ts'

const week = (...samples: number[]): SlotWeek => ({ liveShare: 1, samples })

describe('a quantile', () => {
  it('interpolates between order statistics [case R26]', () => {
    const six = [9, 11, 12, 10, 11, 14]
    expect([0.25, 0.5, 0.75].map((share) => quantile(six, share))).toEqual([10.25, 11, 11.75])
    expect([0.25, 0.5, 0.75].map((share) => quantile([4, 7, 5, 9], share))).toEqual([4.75, 6, 7.5])
  })

  it('does not exist for an empty sample', () => {
    expect(quantile([], 0.5)).toBeUndefined()
  })

  it('lies between the smallest and the largest value and grows with the share', () => {
    const arbitraryShare = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1_000, max: 1_000 }), { minLength: 1 }),
        arbitraryShare,
        arbitraryShare,
        (values, one, other) => {
          const low = quantile(values, Math.min(one, other)) ?? NaN
          const high = quantile(values, Math.max(one, other)) ?? NaN
          expect(low).toBeGreaterThanOrEqual(Math.min(...values))
          expect(high).toBeLessThanOrEqual(Math.max(...values))
          expect(high).toBeGreaterThanOrEqual(low - 1e-9)
        },
      ),
    )
  })
})

describe('the normal band of a level figure', () => {
  const weeks = [
    week(3, 4, 5, 6, 7),
    week(2, 4, 4, 6, 9),
    week(5, 5, 6, 8, 8),
    week(20, 22, 25, 30, 31),
    week(1, 3, 5, 5, 7),
  ]

  it('is the median over weeks of their quartiles, so that one bad week does not widen it [case R27]', () => {
    expect(normalBand(weeks, 'level')).toMatchObject({ type: 'band', low: 4, high: 6, weeks: 5 })
  })

  it('does not exist with fewer than four weeks, and tells how many are known', () => {
    expect(normalBand(weeks.slice(0, 3), 'level')).toEqual({ type: 'too-few-weeks', weeks: 3 })
    expect(normalBand([], 'level')).toEqual({ type: 'too-few-weeks', weeks: 0 })
  })

  it('leaves out weeks that were recorded live for less than 80 % of the slot', () => {
    const partly = weeks.map((each, index) => (index < 2 ? { ...each, liveShare: 0.79 } : each))
    expect(normalBand(partly, 'level')).toEqual({ type: 'too-few-weeks', weeks: 3 })
  })

  it('looks at the eight newest weeks', () => {
    const newest = Array.from({ length: 8 }, () => week(1, 1, 1))
    expect(normalBand([...newest, week(1_000), week(1_000)], 'level')).toEqual({
      ...{ type: 'band', low: 1, median: 1, high: 1, unusualAbove: 1, weeks: 8 },
    })
  })
})

describe('the normal band of a flow', () => {
  it('is the quartiles of the values of the weeks', () => {
    const band = normalBand(
      [9, 11, 12, 10, 11, 14].map((value) => week(value)),
      'flow',
    )
    expect(band).toMatchObject({ low: 10.25, median: 11, high: 11.75, weeks: 6 })
  })
})

describe('an exceptional day', () => {
  it('has less than 40 % or more than 250 % of the calls of its weekday', () => {
    const weekday = [90, 100, 110]
    expect([39, 40, 100, 250, 251].map((calls) => isExceptionalDay(calls, weekday))).toEqual([
      true,
      false,
      false,
      false,
      true,
    ])
  })

  it('is not detected without other days', () => {
    expect(isExceptionalDay(0, [])).toBe(false)
  })
})
