import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bestOffset, withSample, type OffsetSamples } from './clock-offset-state.ts'

/** Measures a clock that is `offset` ahead of ours, where the request and the answer take these times. */
const measured = (offset: number, { there, back }: { there: number; back: number }) => ({
  offsetMs: offset + (there - back) / 2,
  delayMs: there + back,
})
const delays = fc.record({ there: fc.nat({ max: 400 }), back: fc.nat({ max: 400 }) })

describe(withSample, () => {
  it('is right within half of the least delay, however the network delays', () => {
    fc.assert(
      fc.property(fc.integer(), fc.array(delays, { minLength: 1, maxLength: 60 }), (offset, all) => {
        let samples: OffsetSamples = []
        for (const each of all) samples = withSample(samples, measured(offset, each))
        const best = bestOffset(samples)
        expect(best).toBeDefined()
        if (best === undefined) return
        expect(Math.abs(best.offsetMs - offset)).toBeLessThanOrEqual(best.delayMs / 2)
        expect(best.delayMs).toBe(Math.min(...all.slice(-20).map(({ there, back }) => there + back)))
      }),
    )
  })

  it('follows a clock that was set with the first measurement', () => {
    let samples: OffsetSamples = []
    for (let index = 0; index < 20; index += 1) samples = withSample(samples, { offsetMs: 100, delayMs: 2 })
    samples = withSample(samples, { offsetMs: 3_600_100, delayMs: 8 })
    expect(bestOffset(samples)).toEqual({ offsetMs: 3_600_100, delayMs: 8 })
  })

  it('does not take a delayed answer for a clock that was set', () => {
    const samples = withSample([{ offsetMs: 100, delayMs: 2 }], { offsetMs: 400, delayMs: 600 })
    expect(bestOffset(samples)).toEqual({ offsetMs: 100, delayMs: 2 })
  })
})
