import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomFrom } from '../random.ts'
import { limitSpareTime } from './spare-time.ts'
import {
  evaluate,
  intervalOf,
  InvalidRepetition,
  measureGoals,
  medianOf,
  quantileOf,
  ratioOf,
  slopeOf,
  type Goal,
} from './paired.ts'

const goal: Goal = { section: 'TEST', name: 'a ratio', unit: '×', bound: { is: 'at most', value: 2 } }
const atLeast: Goal = { ...goal, bound: { is: 'at least', value: 2 } }

/** Ratios as a machine of varying speed gives them: log-normal, with a standard deviation of 20 %. */
function noisyRatios(trueMedian: number, count: number, random: () => number): readonly number[] {
  const normal = () => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random())
  return Array.from({ length: count }, () => trueMedian * Math.exp(0.2 * normal()))
}

/** The share of measurements for which the condition holds. */
async function shareOf(measurements: number, holds: () => boolean | Promise<boolean>): Promise<number> {
  let count = 0
  for (let at = 0; at < measurements; at += 1) if (await holds()) count += 1
  return count / measurements
}

/** A measurement that returns these values in turn. */
function returning(...values: readonly number[]) {
  let at = 0
  return {
    count: () => at,
    repeat: () => {
      const ratio = values[at] ?? NaN
      at += 1
      return Promise.resolve({ values: { ratio } })
    },
  }
}

describe(medianOf, () => {
  it('is the middle value, or the mean of the two in the middle', () => {
    expect(medianOf([9, 1, 5])).toBe(5)
    expect(medianOf([4, 1, 2, 9])).toBe(3)
    expect(medianOf([])).toBeNaN()
  })

  it('ignores what could not be measured, and is NaN when that is more than half', () => {
    expect(medianOf([NaN, 1, NaN, 3])).toBe(2)
    expect(medianOf([1, NaN, NaN])).toBeNaN()
  })
})

describe(slopeOf, () => {
  it('is the slope of the line, and of the nearest line when the points are not on one', () => {
    expect(
      slopeOf([
        [500, 1_500],
        [1_000, 2_500],
        [4_000, 8_500],
      ]),
    ).toBeCloseTo(2)
    expect(
      slopeOf([
        [0, 1],
        [0, -1],
        [10, 21],
        [10, 19],
      ]),
    ).toBeCloseTo(2)
    expect(slopeOf([[500, 1]])).toBeNaN()
  })
})

describe(quantileOf, () => {
  it('is one of the values', () => {
    const values = Array.from({ length: 100 }, (_, index) => index + 1)
    expect([quantileOf(values, 0.5), quantileOf(values, 0.99), quantileOf([7], 0.99)]).toEqual([50, 99, 7])
  })
})

describe(intervalOf, () => {
  it('contains the median and lies within the values', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 1, maxLength: 12 }), (values) => {
        const { low, high } = intervalOf(values, randomFrom(5))
        expect(low).toBeGreaterThanOrEqual(Math.min(...values))
        expect(high).toBeLessThanOrEqual(Math.max(...values))
        expect([low, medianOf(values), high]).toEqual([low, medianOf(values), high].sort((a, b) => a - b))
      }),
    )
  })

  it('is narrower with more values of the same spread', () => {
    const width = (count: number) => {
      const values = Array.from({ length: count }, (_, index) => index % 10)
      const { low, high } = intervalOf(values, randomFrom(5))
      return high - low
    }
    expect(width(100)).toBeLessThan(width(10))
  })

  it('contains the true median in about 90 % of measurements with five values or more', async () => {
    const random = randomFrom(3)
    for (const count of [5, 7, 10]) {
      const covered = await shareOf(150, () => {
        const { low, high } = intervalOf(noisyRatios(2, count, random), random)
        return low <= 2 && 2 <= high
      })
      expect(covered, `${count} values`).toBeGreaterThan(0.84)
      expect(covered, `${count} values`).toBeLessThan(0.97)
    }
  })

  it('is NaN when nothing could be measured', () => {
    expect(intervalOf([NaN], randomFrom(5))).toEqual({ low: NaN, high: NaN })
  })
})

describe(evaluate, () => {
  it('passes or fails only when the whole interval of the median is on one side of the bound', () => {
    expect(evaluate(goal, [1, 1.5, 1.9]).outcome).toBe('pass')
    expect(evaluate(goal, [2.1, 3, 4]).outcome).toBe('fail')
    expect(evaluate(atLeast, [2.1, 3, 4]).outcome).toBe('pass')
    expect(evaluate(goal, [1, 1.5, 7])).toMatchObject({ median: 1.5, low: 1, high: 7, outcome: 'unclear' })
  })

  it('lets a median pass in spite of one outlier among many values', () => {
    expect(evaluate(goal, [1, 1, 1.2, 1.3, 1.5, 1.6, 7]).outcome).toBe('pass')
  })

  it('does not pass what could not be measured', () => {
    expect(evaluate(goal, []).outcome).toBe('unclear')
    expect(evaluate(atLeast, [NaN]).outcome).toBe('unclear')
    expect(evaluate(goal, [Infinity]).outcome).toBe('fail')
  })

  it('has the same outcome for the same values', () => {
    const values = [1.7, 2.2, 1.9, 2.05, 1.95]
    expect(evaluate(goal, values)).toEqual(evaluate(goal, values))
  })
})

describe(ratioOf, () => {
  it('is no value, and never zero, without a measured reference or a measured value', () => {
    expect(ratioOf(3, 2)).toBe(1.5)
    expect(ratioOf(-1, 2)).toBe(-0.5)
    for (const [measured, reference] of [
      [5, Infinity], // nothing arrived at the reference
      [Infinity, 5],
      [Infinity, Infinity],
      [NaN, 5],
      [5, NaN],
      [5, 0],
      [5, -1],
    ] as const)
      expect(ratioOf(measured, reference), `${measured} over ${reference}`).toBeNaN()
  })
})

describe(measureGoals, () => {
  it('measures what passes as often as planned', async () => {
    const measurement = returning(1, 1, 1.5)
    const [figure] = await measureGoals({ ratio: goal }, 3, measurement.repeat)
    expect(figure).toMatchObject({ median: 1, repetitions: 3, outcome: 'pass', wasExtended: false })
    expect(measurement.count()).toBe(3)
  })

  it('measures on while a goal is unclear, at most twice as often, and evaluates all together', async () => {
    const decided = returning(1.2, 2.1, 1.3, 1.4, 1.1, 1.2, 1.3, 1.4)
    const [figure] = await measureGoals({ ratio: goal }, 3, decided.repeat)
    expect(figure).toMatchObject({ outcome: 'pass', wasExtended: true, repetitions: decided.count() })
    expect(decided.count()).toBeGreaterThan(3)
    expect(decided.count()).toBeLessThanOrEqual(6)
    const undecided = returning(1, 3, 1, 3, 1, 3, 1, 3)
    const [unclear] = await measureGoals({ ratio: goal }, 3, undecided.repeat)
    expect(unclear).toMatchObject({ outcome: 'unclear', repetitions: 6 })
  })

  it('does not measure on when the outcome is a miss', async () => {
    const missed = returning(2.5, 2.4, 2.6, 1, 1, 1)
    expect((await measureGoals({ ratio: goal }, 3, missed.repeat))[0]).toMatchObject({ outcome: 'fail' })
    expect(missed.count()).toBe(3)
  })

  it('does not pass further repetitions that are lucky', async () => {
    const [figure] = await measureGoals({ ratio: goal }, 3, returning(2.4, 2.6, 1.9, 1.9, 2.3, 1.8).repeat)
    expect(figure?.outcome).not.toBe('pass')
  })

  it('passes what misses its limit by a tenth in less than a tenth of all cases, further repetitions included', async () => {
    const random = randomFrom(9)
    const passed = await shareOf(120, async () => {
      const [figure] = await measureGoals({ ratio: goal }, 3, () =>
        Promise.resolve({ values: { ratio: noisyRatios(2.2, 1, random)[0] ?? NaN } }),
      )
      return figure?.outcome === 'pass'
    })
    expect(passed).toBeLessThan(0.1)
  })

  it('passes what is well within its limit nearly always', async () => {
    const random = randomFrom(11)
    const passed = await shareOf(120, async () => {
      const [figure] = await measureGoals({ ratio: goal }, 5, () =>
        Promise.resolve({ values: { ratio: noisyRatios(1.4, 1, random)[0] ?? NaN } }),
      )
      return figure?.outcome === 'pass'
    })
    expect(passed).toBeGreaterThan(0.9)
  })

  it('measures no further repetitions when the time for these is used up', async () => {
    limitSpareTime(0)
    const near = returning(1.5, 2.5, 1, 1)
    const [figure] = await measureGoals({ ratio: goal }, 2, near.repeat)
    limitSpareTime(Infinity)
    expect(figure).toMatchObject({ outcome: 'unclear', wasExtended: false })
    expect(near.count()).toBe(2)
  })

  it('counts a repetition without samples as not valid and says so, not as zero', async () => {
    const [found] = await measureGoals({ ratio: goal }, 2, returning(NaN, NaN, 1, 1).repeat)
    expect(found).toMatchObject({ median: 1, invalid: 2, repetitions: 4, outcome: 'pass' })
    let count = 0
    const [none] = await measureGoals({ ratio: goal }, 2, () => {
      count += 1
      return Promise.reject(new InvalidRepetition('no frame reached the screens'))
    })
    expect(none).toMatchObject({ invalid: 4, outcome: 'unclear', note: 'no frame reached the screens' })
    expect(none?.median).toBeNaN()
    expect(count).toBe(4)
    await expect(
      measureGoals({ ratio: goal }, 2, () => Promise.reject(new Error('a client ended'))),
    ).rejects.toThrow('a client ended')
  })
})
