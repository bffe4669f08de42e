import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { agentsNeeded, minutesUntilClear, probabilityOfTarget, type StaffingInputs } from './agents-needed.ts'
import { distributionAfter, expectationAfter, jumpsOf, poissonProbabilities } from './uniformisation.ts'

const renewals: StaffingInputs = {
  waiting: 5,
  agents: 3,
  busy: 3,
  arrivals: 18 / 900,
  handleTime: 312,
  hangUpRate: 1 / 180,
  targetWait: 120,
  within: 900,
  isLive: true,
}

function probability(inputs: StaffingInputs, extra: number): number {
  const estimate = probabilityOfTarget(inputs, extra)
  if (estimate.type === 'unknown') throw new Error(estimate.reason)
  return estimate.value
}

describe(agentsNeeded, () => {
  it('is two for the queue of the design [case R14]', () => {
    const expected = [0.6517, 0.7812, 0.8733, 0.9323]
    for (const [extra, value] of expected.entries())
      expect(probability(renewals, extra)).toBeCloseTo(value, 4)
    expect(agentsNeeded(renewals)).toMatchObject({ type: 'known', value: 2, inputs: renewals })
  })

  it('is five when nobody gives up [case R15]', () => {
    const patient = { ...renewals, hangUpRate: 0 }
    for (const [extra, value] of [
      [3, 0.4873],
      [4, 0.7197],
      [5, 0.8714],
    ] as const)
      expect(probability(patient, extra)).toBeCloseTo(value, 4)
    expect(agentsNeeded(patient)).toMatchObject({ value: 5 })
  })

  it('is none where callers who give up clear the line [case R16]', () => {
    const larger = {
      ...renewals,
      waiting: 12,
      agents: 10,
      busy: 10,
      arrivals: 2.2 / 60,
      handleTime: 300,
      hangUpRate: 0,
    }
    expect(probability(larger, 4)).toBeCloseTo(0.7544, 4)
    expect(probability(larger, 5)).toBeCloseTo(0.8726, 4)
    expect(agentsNeeded(larger)).toMatchObject({ value: 5 })
    expect(probability({ ...larger, hangUpRate: 1 / 240 }, 0)).toBeCloseTo(0.8869, 4)
    expect(agentsNeeded({ ...larger, hangUpRate: 1 / 240 })).toMatchObject({ value: 0 })
  })

  it('is not known beyond twenty', () => {
    const flooded = { ...renewals, arrivals: 0.3, hangUpRate: 0 }
    expect(agentsNeeded(flooded)).toMatchObject({ type: 'known', value: undefined })
  })

  it('has a probability that grows with each further agent, also between whole numbers', () => {
    const queue = fc.record({
      waiting: fc.nat(20),
      agents: fc.double({ min: 0, max: 12, noNaN: true }),
      arrivals: fc.double({ min: 0, max: 0.05, noNaN: true }),
      hangUpRate: fc.double({ min: 0, max: 1 / 60, noNaN: true }),
    })
    fc.assert(
      fc.property(queue, (changed) => {
        const inputs = { ...renewals, ...changed, busy: changed.agents }
        const [now, more] = [probability(inputs, 0), probability(inputs, 1)]
        expect(now).toBeGreaterThanOrEqual(0)
        expect(more).toBeLessThanOrEqual(1 + 1e-9)
        expect(more).toBeGreaterThanOrEqual(now - 1e-9)
      }),
      { numRuns: 20 },
    )
  })

  it.each([
    ['not-live', { isLive: false }],
    ['no-agents', { agents: undefined }],
    ['no-arrivals', { arrivals: undefined }],
    ['no-handle-time', { handleTime: undefined }],
    ['bad-input', { waiting: 1.5 }],
    ['too-large', { arrivals: 1 }],
    ['bad-input', { handleTime: 0 }],
    ['bad-input', { within: 119 }],
    ['bad-input', { agents: Number.NaN }],
  ])('is not known: %s', (reason, changed) => {
    const inputs = { ...renewals, ...changed }
    expect(agentsNeeded(inputs)).toEqual({ type: 'unknown', reason, inputs })
    expect(minutesUntilClear(inputs, 0)).toEqual({ type: 'unknown', reason, inputs })
  })
})

describe(minutesUntilClear, () => {
  it('is the first minute that reaches the target with a probability of 0.8 [case R17]', () => {
    expect(minutesUntilClear(renewals, 2)).toMatchObject({ value: 6 })
    expect(minutesUntilClear(renewals, 3)).toMatchObject({ value: 2 })
    expect(minutesUntilClear(renewals, 0)).toMatchObject({ type: 'known', value: undefined })
    expect(minutesUntilClear(renewals, 1)).toMatchObject({ type: 'known', value: undefined })
    expect(probability({ ...renewals, within: 360 }, 2)).toBeCloseTo(0.815, 3)
    expect(probability({ ...renewals, within: 120 }, 3)).toBeCloseTo(0.838, 3)
    expect(probability({ ...renewals, within: 1_800 }, 0)).toBeCloseTo(0.659, 3)
    expect(probability({ ...renewals, within: 1_800 }, 1)).toBeCloseTo(0.787, 3)
  })
})

describe('uniformisation', () => {
  const rates = fc.record({
    last: fc.integer({ min: 1, max: 30 }),
    up: fc.double({ min: 0, max: 2, noNaN: true }),
    down: fc.double({ min: 0.001, max: 2, noNaN: true }),
    seconds: fc.double({ min: 0, max: 200, noNaN: true }),
  })

  it('has jumps that add up to 1 in each state', () => {
    fc.assert(
      fc.property(rates, ({ last, up, down }) => {
        const chain = { last, birth: () => up, death: (state: number) => state * down, kill: () => up / 3 }
        for (const row of jumpsOf(chain).rows)
          expect(row.up + row.down + row.lost + row.stay).toBeCloseTo(1, 9)
      }),
    )
  })

  it('keeps distributions whole, and the two directions agree', () => {
    fc.assert(
      fc.property(rates, ({ last, up, down, seconds }) => {
        const chain = { last, birth: () => up, death: (state: number) => state * down }
        const start = Array.from({ length: last + 1 }, (_, state) => (state === 1 ? 1 : 0))
        const end = distributionAfter(chain, seconds, start)
        expect(end.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 8)
        const isEmpty = start.map((_, state) => (state === 0 ? 1 : 0))
        expect(expectationAfter(chain, seconds, isEmpty)[1]).toBeCloseTo(end[0] ?? Number.NaN, 8)
      }),
      { numRuns: 50 },
    )
  })

  it('equals the closed form of two states', () => {
    const chain = { last: 1, birth: () => 0.3, death: () => 0.2 }
    const after = 0.6 * (1 - Math.exp(-0.5 * 4))
    expect(distributionAfter(chain, 4, [1, 0])[1]).toBeCloseTo(after, 9)
    expect(poissonProbabilities(5_000).reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 9)
  })
})
