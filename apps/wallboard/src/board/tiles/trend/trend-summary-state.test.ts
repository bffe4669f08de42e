import { describe, expect, it } from 'vitest'
import { trendMs } from '../../../live/stores/trend-series-state.ts'
import { summaryOf, timeTicks } from './trend-summary-state.ts'

const minute = 60_000

describe(summaryOf, () => {
  it('says nothing without a known value', () => {
    expect(summaryOf([])).toBeUndefined()
    expect(summaryOf([{ at: 0, value: null }])).toBeUndefined()
  })

  it('finds the peak in the maxima of recorded minutes and in samples', () => {
    const points = [
      { at: 0, value: null },
      { at: minute, value: 3, max: 21 },
      { at: 2 * minute, value: 20 },
    ]
    expect(summaryOf(points)).toEqual({
      ...{ from: minute, to: 2 * minute, isWhole: false },
      peak: { value: 21, at: minute, isMean: false },
    })
  })

  it('says so where only means of minutes are known', () => {
    const points = [
      { at: 0, value: 3.5, max: null },
      { at: minute, value: 2 },
    ]
    expect(summaryOf(points)?.peak).toEqual({ value: 3.5, at: 0, isMean: true })
  })

  it('leaves out a peak of more than an hour ago, and shows the whole hour', () => {
    const points = [
      { at: 0, value: 50 },
      { at: minute, value: 4 },
      { at: 2 * minute + trendMs, value: 5 },
    ]
    expect(summaryOf(points)).toEqual({
      ...{ from: 2 * minute, to: 2 * minute + trendMs, isWhole: true },
      peak: { value: 5, at: 2 * minute + trendMs, isMean: false },
    })
  })
})

describe(timeTicks, () => {
  it('labels full times of day, and no more than have space', () => {
    const epochOffsetMs = Date.UTC(2026, 10, 26, 10, 2)
    const span = { from: 0, to: trendMs }
    const times = (max: number) =>
      timeTicks(span, epochOffsetMs, max).map((at) =>
        new Date(at + epochOffsetMs).toISOString().slice(11, 16),
      )
    expect(times(6)).toEqual(['10:10', '10:20', '10:30', '10:40', '10:50', '11:00'])
    expect(times(2)).toEqual(['10:30', '11:00'])
    expect(times(1)).toEqual(['11:00'])
  })

  it('has none in a span without a full time', () => {
    expect(timeTicks({ from: minute + 1, to: 2 * minute - 1 }, 0, 6)).toEqual([])
  })
})
