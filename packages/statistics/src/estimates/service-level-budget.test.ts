import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { serviceLevelBudget, type ServiceLevelBudget } from './service-level-budget.ts'

function budget(
  good: number,
  calls: number,
  targetPercent: number,
  forecastCalls?: number,
): ServiceLevelBudget {
  const estimate = serviceLevelBudget({
    ...{ good, calls, targetPercent },
    ...(forecastCalls === undefined ? {} : { forecastCalls }),
  })
  if (estimate.type === 'unknown') throw new Error(estimate.reason)
  return estimate.value
}

/** Whether the target is met, in whole numbers. */
const isMet = (good: number, calls: number, target: number) => 100 * good >= target * calls

describe(serviceLevelBudget, () => {
  it('is exact where fractions are off by one [case R22]', () => {
    expect(budget(150, 200, 80)).toMatchObject({ goodInARow: 50, missesLeft: 0 })
    expect(budget(784, 1_000, 80)).toMatchObject({ goodInARow: 80 })
    expect(budget(92, 100, 80)).toMatchObject({ missesLeft: 15, goodInARow: 0 })
    expect(budget(150, 200, 80, 300).missesLeftToday).toBe(50)
    expect(budget(784, 1_000, 80, 400).missesLeftToday).toBe(64)
  })

  it('equals a search, call by call', () => {
    const day = fc
      .nat(400)
      .chain((calls) =>
        fc.tuple(fc.constant(calls), fc.nat(calls), fc.integer({ min: 1, max: 99 }), fc.nat(200)),
      )
    fc.assert(
      fc.property(day, ([calls, good, target, forecast]) => {
        const result = budget(good, calls, target, forecast)
        let misses = 0
        while (misses < 50_000 && isMet(good, calls + misses + 1, target)) misses += 1
        let inARow = 0
        while (!isMet(good + inARow, calls + inARow, target)) inARow += 1
        expect(result).toMatchObject({ missesLeft: misses, goodInARow: inARow })
        const left = result.missesLeftToday ?? Number.NaN
        const total = calls + forecast
        expect(isMet(good + forecast - left, total, target)).toBe(true)
        expect(isMet(good + forecast - left - 1, total, target)).toBe(false)
      }),
      { numRuns: 300 },
    )
  })

  it('cannot be met again at 100 % after a miss', () => {
    expect(budget(9, 10, 100)).toEqual({ missesLeft: 0, goodInARow: undefined, missesLeftToday: undefined })
    expect(budget(10, 10, 100)).toMatchObject({ goodInARow: 0 })
    expect(budget(0, 0, 80)).toMatchObject({ missesLeft: 0, goodInARow: 0 })
  })

  it.each([
    { good: 5, calls: 4, targetPercent: 80 },
    { good: 1.5, calls: 4, targetPercent: 80 },
    { good: 1, calls: 4, targetPercent: 0 },
    { good: 1, calls: 4, targetPercent: 79.5 },
    { good: 1, calls: 4, targetPercent: 80, forecastCalls: -1 },
  ])('is not known for %j', (inputs) => {
    expect(serviceLevelBudget(inputs)).toEqual({ type: 'unknown', reason: 'bad-input', inputs })
  })
})
