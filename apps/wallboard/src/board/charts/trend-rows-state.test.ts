import { describe, expect, it } from 'vitest'
import { gapsWithin } from './shown-gaps-state.ts'
import { bandAt, trendRows } from './trend-rows-state.ts'

describe(trendRows, () => {
  it('has all lines at each instant at which one changes, and null where a line has a gap', () => {
    const rows = trendRows({
      points: [
        { at: 0, value: 3 },
        { at: 20, value: null },
        { at: 30, value: 5 },
      ],
      lastWeek: [
        { at: 10, value: 2 },
        { at: 25, value: null },
      ],
      band: [],
      ...{ from: 5, to: 40 },
    })
    expect(rows.map(({ at, value, lastWeek }) => [at, value, lastWeek])).toEqual([
      [5, 3, null],
      [10, 3, 2],
      [20, null, 2],
      [25, null, null],
      [30, 5, null],
      [40, 5, null],
    ])
  })
})

describe(bandAt, () => {
  const band = [
    { at: 0, low: 2, high: 4 },
    { at: 10, low: 4, high: 8 },
  ]

  it('interpolates between the centres of slots', () => {
    expect(bandAt(band, 0)).toEqual([2, 4])
    expect(bandAt(band, 5)).toEqual([3, 6])
    expect(bandAt(band, 10)).toEqual([4, 8])
  })

  it('is not drawn through a half-hour that has no band', () => {
    const halfHour = 1_800_000
    const slots = [0, 1, 3].map((index) => ({ at: index * halfHour, low: 1, high: 2 }))
    expect(bandAt(slots, 0.5 * halfHour)).toEqual([1, 2])
    expect(bandAt(slots, 2 * halfHour)).toBeNull()
    expect(bandAt(slots, 3 * halfHour)).toEqual([1, 2])
  })

  it('says nothing outside of what is known', () => {
    expect(bandAt(band, -1)).toBeNull()
    expect(bandAt(band, 11)).toBeNull()
    expect(bandAt([], 0)).toBeNull()
  })
})

describe(gapsWithin, () => {
  it('places the gaps of a chart, and leaves out those that it does not show', () => {
    const gap = (startsAt: number, endsAt: number) => ({ kind: 'silent' as const, startsAt, endsAt })
    const shown = gapsWithin([gap(0, 50), gap(90, 120), gap(150, 150), gap(190, 300)], { from: 100, to: 200 })
    expect(shown.map(({ start, width }) => [start, width])).toEqual([
      [0, 0.2],
      [0.9, 0.1],
    ])
  })
})
