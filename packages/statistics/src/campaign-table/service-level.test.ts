import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { serviceLevelFormulas, serviceLevels, type ServiceLevelFormula } from './service-level.ts'

/** Every share of a day whose parts are all known. */
function sharesOf(day: { A: number; B: number; a: number; b: number; s: number }) {
  const { A, B, a, b, s } = day
  return {
    'both-in-time': (a + b) / (A + B),
    'of-answered': a / A,
    'of-all': a / (A + B),
    'without-early-leavers': a / (A + B - b),
    'short-as-good': (a + s) / (A + B),
  } satisfies Record<ServiceLevelFormula, number>
}

describe(serviceLevels, () => {
  it('gives the share itself for the formula that Five9 uses, and bounds for the others', () => {
    const levels = serviceLevels({ answered: 90, abandoned: 10, sent: 0.8, sentFormula: 'of-all' })
    expect(levels['of-all']).toEqual({ low: 0.8, high: 0.8 })
    expect(levels['of-answered']?.low).toBeCloseTo(80 / 90)
    expect(levels['of-answered']?.high).toBeCloseTo(80 / 90)
    expect(levels['both-in-time']?.low).toBeCloseTo(0.8)
    expect(levels['both-in-time']?.high).toBeCloseTo(0.9)
    expect(levels['without-early-leavers']?.high).toBeCloseTo(80 / 90)
  })

  it('holds the true share of any day between its bounds, whatever formula Five9 uses', () => {
    const day = fc
      .record({ A: fc.integer({ min: 1, max: 500 }), B: fc.integer({ min: 0, max: 200 }) })
      .chain(({ A, B }) =>
        fc.record({
          ...{ A: fc.constant(A), B: fc.constant(B) },
          a: fc.integer({ min: 0, max: A }),
          b: fc.integer({ min: 0, max: B }),
          s: fc.integer({ min: 0, max: B }),
        }),
      )
    fc.assert(
      fc.property(day, fc.constantFrom(...serviceLevelFormulas), (parts, sentFormula) => {
        const truth = sharesOf(parts)
        const { A: answered, B: abandoned } = parts
        const levels = serviceLevels({ answered, abandoned, sent: truth[sentFormula], sentFormula })
        for (const formula of serviceLevelFormulas) {
          expect(levels[formula]?.low).toBeLessThanOrEqual(truth[formula] + 1e-9)
          expect(levels[formula]?.high).toBeGreaterThanOrEqual(truth[formula] - 1e-9)
        }
      }),
    )
  })

  it('knows nothing without calls, and nothing of a share that is none', () => {
    const levels = serviceLevels({ answered: 0, abandoned: 0, sent: 1, sentFormula: 'of-all' })
    expect(Object.values(levels).every((range) => range === undefined)).toBe(true)
    const bad = serviceLevels({ answered: 5, abandoned: 1, sent: 1.4, sentFormula: 'of-all' })
    expect(bad['of-all']).toBeUndefined()
    const none = serviceLevels({ answered: 0, abandoned: 4, sent: 0, sentFormula: 'of-all' })
    expect(none['of-answered']).toBeUndefined()
  })
})
