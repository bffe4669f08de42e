import { describe, expect, it } from 'vitest'
import { evaluate, measureGoals, medianOf, quantileOf, slopeOf, type Goal } from './paired.ts'

const goal: Goal = { section: 'TEST', name: 'a ratio', unit: '×', bound: { is: 'at most', value: 2 } }

/** A measurement that gives these values in turn. */
function giving(...values: readonly number[]) {
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
  it('is the middle one, or the mean of the two in the middle', () => {
    expect(medianOf([9, 1, 5])).toBe(5)
    expect(medianOf([4, 1, 2, 9])).toBe(3)
    expect(medianOf([])).toBeNaN()
  })

  it('is of what could be measured, and none when that is less than half', () => {
    expect(medianOf([NaN, 1, NaN, 3])).toBe(2)
    expect(medianOf([1, NaN, NaN])).toBeNaN()
  })
})

describe(slopeOf, () => {
  it('is that of the line, and of the nearest line where points lie beside it', () => {
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
  it('is a value that was there', () => {
    const values = Array.from({ length: 100 }, (_, index) => index + 1)
    expect([quantileOf(values, 0.5), quantileOf(values, 0.99), quantileOf([7], 0.99)]).toEqual([50, 99, 7])
  })
})

describe(evaluate, () => {
  it('lets a median pass whose spread does not', () => {
    expect(evaluate(goal, [1, 1.5, 7])).toMatchObject({ median: 1.5, low: 1, high: 7, passed: true })
  })

  it('fails what could not be measured', () => {
    expect(evaluate(goal, []).passed).toBe(false)
    expect(evaluate({ ...goal, bound: { is: 'at least', value: 2 } }, [NaN]).passed).toBe(false)
  })
})

describe(measureGoals, () => {
  it('measures once what passes', async () => {
    const measurement = giving(1, 1, 3)
    const [figure] = await measureGoals({ ratio: goal }, 3, measurement.repeat)
    expect(figure).toMatchObject({ median: 1, repetitions: 3, passed: true, wasRepeated: false })
    expect(measurement.count()).toBe(3)
  })

  it('measures a miss once more, and fails only on the second', async () => {
    const [better] = await measureGoals({ ratio: goal }, 2, giving(2.5, 2.5, 1, 1).repeat)
    expect(better).toMatchObject({ median: 1, passed: true, wasRepeated: true })
    const [worse] = await measureGoals({ ratio: goal }, 2, giving(2.5, 2.5, 4, 4, 1, 1).repeat)
    expect(worse).toMatchObject({ median: 4, passed: false, wasRepeated: true })
  })

  it('does not measure again what missed by far, and does what could not be measured', async () => {
    const far = giving(5, 5, 1, 1)
    const [missed] = await measureGoals({ ratio: goal }, 2, far.repeat)
    expect(missed).toMatchObject({ median: 5, passed: false, wasRepeated: false })
    expect(far.count()).toBe(2)
    const [found] = await measureGoals({ ratio: goal }, 2, giving(NaN, NaN, 1, 1).repeat)
    expect(found).toMatchObject({ median: 1, passed: true, wasRepeated: true })
  })
})
