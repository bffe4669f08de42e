import { describe, expect, it } from 'vitest'
import { peakOf, samplePoints, sparkMs, sparkPaths } from './spark-line-state.ts'

const start = 5_000_000

describe(sparkPaths, () => {
  it('draws steps, with a gap where the figure is not known', () => {
    const points = [
      { at: start, value: 0 },
      { at: start + sparkMs / 4, value: 4 },
      { at: start + sparkMs / 2, value: null },
      { at: start + sparkMs, value: 2 },
    ]
    expect(sparkPaths(points).line).toBe('M0.0 19.5H25.0V0.5H50.0M100.0 10.0')
  })

  it('begins with the value that held when the half-hour began', () => {
    const points = [
      { at: start - 1_000_000, value: 1 },
      { at: start - 60_000, value: 4 },
      { at: start + sparkMs, value: 0 },
    ]
    expect(sparkPaths(points).line).toBe('M0.0 0.5H100.0V19.5')
  })

  it('draws the band behind, on the same scale', () => {
    const points = [{ at: start + sparkMs, value: 2 }]
    const band = [
      { at: start, low: 0, high: 8 },
      { at: start + sparkMs, low: 4, high: 8 },
    ]
    expect(sparkPaths(points, band).band).toBe('M0.0 0.5L100.0 0.5L100.0 10.0L0.0 19.5Z')
  })

  it('draws the band only as far as it is known, however far it goes beyond the line', () => {
    const half = 1_800_000
    const points = [{ at: start + sparkMs, value: 2 }]
    const centre = start + sparkMs / 2
    const band = [
      { at: centre, low: 0, high: 4 },
      { at: centre + half, low: 4, high: 8 },
      { at: centre + 3 * half, low: 8, high: 8 },
    ]
    // From the first centre on; at the end of the line half way to the second one.
    expect(sparkPaths(points, band).band).toBe('M50.0 6.8L100.0 0.5L100.0 13.2L50.0 19.5Z')
  })

  it('places the samples of a queue in time, the last one at the right', () => {
    const points = samplePoints([null, 1, 3], 10_000, start)
    expect(points.map(({ at, value }) => [at - start, value])).toEqual([
      [-20_000, null],
      [-10_000, 1],
      [0, 3],
    ])
    expect(sparkPaths(points, [], 40_000).line).toBe('M75.0 14.8H100.0V5.3')
  })

  it('draws nothing without points', () => {
    expect(sparkPaths([])).toEqual({ line: '', band: '' })
  })
})

describe(peakOf, () => {
  it('finds the highest value, of means the maximum in them', () => {
    expect(
      peakOf([
        { at: 1, value: 3 },
        { at: 2, value: 2, max: 7 },
        { at: 3, value: null },
      ]),
    ).toEqual({ value: 7, at: 2 })
    expect(peakOf([{ at: 3, value: null }])).toBeUndefined()
  })
})
