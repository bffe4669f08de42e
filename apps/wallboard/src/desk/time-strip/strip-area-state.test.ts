import { describe, expect, it } from 'vitest'
import { areaPath, peakOf, waitingAt } from './strip-area-state.ts'

const range = { from: 0, to: 600 }
const day = (...points: [number, number][]) => ({ bucketMs: 60, points })

describe(areaPath, () => {
  it('is as high as the peak of the day, and starts and ends at the bottom', () => {
    expect(areaPath(day([0, 5], [60, 10]), range)).toBe(
      'M0.0 100L0.0 49.5L100.0 49.5L100.0 0.0L200.0 0.0L200.0 100Z',
    )
  })

  it('ends where nothing was recorded live, and begins anew: never a line through a gap', () => {
    const path = areaPath(day([0, 4], [300, 4]), range)
    expect(path.match(/M/g)).toHaveLength(2)
    expect(path).toBe('M0.0 100L0.0 0.0L100.0 0.0L100.0 100ZM500.0 100L500.0 0.0L600.0 0.0L600.0 100Z')
  })

  it('is nothing without data, and leaves out what lies outside the range', () => {
    expect(areaPath(day(), range)).toBe('')
    expect(areaPath(day([-60, 3], [660, 3]), range)).toBe('')
  })

  it('draws a quiet time at the bottom', () => {
    expect(areaPath(day([0, 0]), range)).toBe('M0.0 100L0.0 99.0L100.0 99.0L100.0 100Z')
  })
})

describe('the figures of a day', () => {
  it('are known only where there was live time', () => {
    const shown = day([0, 4], [300, 7])
    expect([0, 59, 60, 299, 300, 359, 360].map((at) => waitingAt(shown, at))).toEqual([
      ...[4, 4, undefined, undefined, 7, 7, undefined],
    ])
    expect([peakOf(shown), peakOf(day())]).toEqual([7, 0])
  })
})
