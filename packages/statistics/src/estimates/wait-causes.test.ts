import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shapleyValues } from './shapley.ts'
import { waitCauses, type WaitCausesInputs } from './wait-causes.ts'
import { splitShare, wholeShares } from './whole-shares.ts'

const factors = (arrivals: number, agents: number, handleTime: number) => ({ arrivals, agents, handleTime })

function causesOf(inputs: WaitCausesInputs) {
  const estimate = waitCauses(inputs)
  if (estimate.type === 'unknown') throw new Error(estimate.reason)
  return estimate.value
}

const red = { now: factors(18 / 900, 5, 312), usual: factors(11 / 900, 6, 280), hangUpRate: 1 / 180 }

describe(waitCauses, () => {
  it('explains the wait of the design [case R18]', () => {
    const { now, usual, causes } = causesOf(red)
    expect(usual).toBeCloseTo(6.273, 2)
    expect(now).toBeCloseTo(52.578, 2)
    const seconds = causes.map((cause) => cause.seconds)
    for (const [index, value] of [27.15, 12.688, 6.468].entries())
      expect(seconds[index]).toBeCloseTo(value, 2)
    expect(seconds.reduce((sum, one) => sum + one, 0)).toBeCloseTo(46.305, 2)
    expect(causes.map(({ share }) => share)).toEqual([59, 27, 14])
  })

  it('says what eased the wait, without a share [case R19]', () => {
    const { now, usual, causes } = causesOf({
      now: factors(66 / 900, 19.5, 280),
      usual: factors(60 / 900, 22, 290),
      hangUpRate: 1 / 180,
    })
    expect(usual).toBeCloseTo(8.41, 2)
    expect(now).toBeCloseTo(22.47, 2)
    for (const [index, value] of [6.846, 9.836, -2.622].entries())
      expect(causes[index]?.seconds).toBeCloseTo(value, 2)
    expect(causes.map(({ share }) => share)).toEqual([41, 59, undefined])
  })

  it('is nothing where nothing changed', () => {
    const { causes } = causesOf({ ...red, now: red.usual })
    expect(causes.map(({ seconds, share }) => [seconds, share])).toEqual([
      [0, undefined],
      [0, undefined],
      [0, undefined],
    ])
  })

  it.each([
    ['bad-input', { now: factors(Number.NaN, 5, 312) }],
    ['bad-input', { now: factors(0.02, -1, 312) }],
    ['grows-without-end', { hangUpRate: 0 }],
  ])('is not known: %s', (reason, changed) => {
    expect(waitCauses({ ...red, ...changed })).toMatchObject({ type: 'unknown', reason })
  })
})

describe(shapleyValues, () => {
  it('adds up to the whole change, gives nothing to an idle name, and treats equals alike', () => {
    const value = fc.array(fc.double({ min: -1_000, max: 1_000, noNaN: true }), {
      minLength: 8,
      maxLength: 8,
    })
    const names = ['a', 'b', 'c'] as const
    fc.assert(
      fc.property(value, (values) => {
        const at = (changed: ReadonlySet<string>) =>
          values[names.reduce((index, name, bit) => index + (changed.has(name) ? 2 ** bit : 0), 0)] ??
          Number.NaN
        const parts = [...(shapleyValues(names, at) ?? new Map<string, number>()).values()]
        const whole = at(new Set(names)) - at(new Set())
        expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(whole, 6)
        const idle = shapleyValues(['a', 'idle'], (changed) => (changed.has('a') ? values[0] : values[1]))
        expect(idle?.get('idle')).toBeCloseTo(0, 9)
        const alike = shapleyValues(['a', 'b'], (changed) => values[changed.size])
        expect(alike?.get('a')).toBeCloseTo(alike?.get('b') ?? Number.NaN, 6)
      }),
    )
  })

  it('is not known where a combination has no value', () => {
    expect(shapleyValues(['a', 'b'], (changed) => (changed.has('a') ? undefined : 1))).toBeUndefined()
  })
})

describe('whole shares', () => {
  it('add up to 100', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -10, max: 1_000, noNaN: true }), { minLength: 1 }), (parts) => {
        const shares = wholeShares(parts)
        const isAny = parts.some((part) => part > 0)
        expect(shares.reduce<number>((sum, share) => sum + (share ?? 0), 0)).toBe(isAny ? 100 : 0)
        for (const [index, share] of shares.entries()) {
          expect(share === undefined).toBe(!((parts[index] ?? 0) > 0))
          if (share !== undefined) expect(Number.isInteger(share)).toBe(true)
        }
      }),
    )
  })

  it('of staffing are split by agent-minutes [case R21]', () => {
    const [coaching = 0, lunch = 0, absent = 0] = splitShare(27.4, [9, 4, 2])
    expect(coaching).toBeCloseTo(16.44, 4)
    expect(lunch).toBeCloseTo(7.3067, 4)
    expect(absent).toBeCloseTo(3.6533, 4)
    expect(splitShare(27.4, [0, -3])).toEqual([0, 0])
  })
})
