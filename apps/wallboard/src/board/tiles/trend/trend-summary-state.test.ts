import { formatSiteTime } from '../../../ui/format/wait.ts'
import { describe, expect, it } from 'vitest'
import { hasRoomForAxes, summaryOf, timeTicks } from './trend-summary-state.ts'

const minute = 60_000
const hour = 60 * minute

describe(summaryOf, () => {
  it('says nothing without a known value', () => {
    expect(summaryOf([], hour)).toBeUndefined()
    expect(summaryOf([{ at: 0, value: null }], hour)).toBeUndefined()
  })

  it('finds the peak in the maxima of recorded minutes and in samples', () => {
    const points = [
      { at: 0, value: null },
      { at: minute, value: 3, max: 21 },
      { at: 2 * minute, value: 20 },
    ]
    expect(summaryOf(points, hour)).toEqual({
      ...{ from: minute, to: 2 * minute, isWhole: false },
      peak: { value: 21, at: minute, isMean: false },
    })
  })

  it('is a lower bound where only the mean of the highest minute is known', () => {
    const points = [
      { at: 0, value: 3.5, max: null },
      { at: minute, value: 2 },
    ]
    expect(summaryOf(points, hour)?.peak).toEqual({ value: 3.5, at: 0, isMean: true })
    expect(summaryOf([...points, { at: 2 * minute, value: 4, max: 6 }], hour)?.peak).toEqual({
      ...{ value: 6, at: 2 * minute, isMean: false },
    })
  })

  it('leaves out a peak of more than an hour ago, and shows the whole hour', () => {
    const points = [
      { at: 0, value: 50 },
      { at: minute, value: 4 },
      { at: 2 * minute + hour, value: 5 },
    ]
    expect(summaryOf(points, hour)).toEqual({
      ...{ from: 2 * minute, to: 2 * minute + hour, isWhole: true },
      peak: { value: 5, at: 2 * minute + hour, isMean: false },
    })
  })
})

describe(timeTicks, () => {
  const timeOf = (zone: string, epochOffsetMs: number) => (at: number) =>
    formatSiteTime(at + epochOffsetMs, zone)
  const ticksOf = (from: string, spanMs: number, max: number, zone = 'UTC') => {
    const epochOffsetMs = Date.parse(from)
    const local = timeOf(zone, epochOffsetMs)
    return timeTicks({ from: 0, to: spanMs }, epochOffsetMs, max, local).map(local)
  }

  it('labels full times of day, and no more than have space', () => {
    const start = '2026-11-26T10:02:00Z'
    expect(ticksOf(start, hour, 6)).toEqual(['10:10', '10:20', '10:30', '10:40', '10:50', '11:00'])
    expect(ticksOf(start, hour, 2)).toEqual(['10:30', '11:00'])
    expect(ticksOf(start, hour, 1)).toEqual(['11:00'])
    expect(ticksOf(start, 15 * minute, 4)).toEqual(['10:05', '10:10', '10:15'])
  })

  it('labels full hours by the local clock, over midnight and in zones with a quarter of an hour', () => {
    const start = '2026-11-26T10:02:00Z'
    expect(ticksOf(start, 24 * hour, 4)).toEqual(['12:00', '18:00', '00:00', '06:00'])
    expect(ticksOf(start, 8 * hour, 4, 'Asia/Kathmandu')).toEqual(['16:00', '18:00', '20:00', '22:00'])
  })

  it('stays at full hours where the clock is set back', () => {
    expect(ticksOf('2026-10-24T22:00:00Z', 8 * hour, 4, 'Europe/Berlin')).toEqual([
      ...['00:00', '02:00', '02:00', '04:00', '06:00'],
    ])
  })

  it('has none in a span without a full time', () => {
    expect(timeTicks({ from: minute + 1, to: 2 * minute - 1 }, 0, 6, timeOf('UTC', 0))).toEqual([])
  })
})

describe(hasRoomForAxes, () => {
  const sizes = { note: 10 }

  it('takes four lines, and a fifth where the page number has no room beside the title', () => {
    const wide = { innerWidth: 400, innerHeight: 44, sizes }
    expect(hasRoomForAxes(wide, 200, true)).toBe(true)
    const narrow = { ...wide, innerWidth: 90 }
    expect(hasRoomForAxes(narrow, 40, true)).toBe(false)
    expect(hasRoomForAxes(narrow, 40, false)).toBe(true)
    expect(hasRoomForAxes({ ...narrow, innerHeight: 50 }, 40, true)).toBe(true)
    expect(hasRoomForAxes({ ...wide, innerHeight: 39 }, 200, false)).toBe(false)
  })
})
