import { describe, expect, it } from 'vitest'
import { siteDay } from '../../ui/format/site-day.ts'
import { recordedPartOf, shareOf } from './day-range-state.ts'

const ofBrowser = { timeZone: undefined, startMinute: 0 }
const local = (text: string) => new Date(text).getTime()

describe(recordedPartOf, () => {
  const recorded = { from: local('2026-11-24T15:00:00'), to: local('2026-11-26T11:00:00') }
  it.each([
    ['2026-11-25T12:00:00', '2026-11-25T00:00:00', '2026-11-25T23:59:59.999'],
    ['2026-11-24T16:00:00', '2026-11-24T15:00:00', '2026-11-24T23:59:59.999'],
    ['2026-11-26T09:00:00', '2026-11-26T00:00:00', '2026-11-26T11:00:00'],
    ['2026-11-20T09:00:00', '2026-11-24T15:00:00', '2026-11-24T15:00:00'],
    ['2026-12-01T09:00:00', '2026-11-26T11:00:00', '2026-11-26T11:00:00'],
  ])('is for %s from %s to %s', (at, from, to) => {
    expect(recordedPartOf(local(at), recorded, ofBrowser)).toEqual({ from: local(from), to: local(to) })
  })
})

describe('a day of the browser', () => {
  it('starts at midnight and ends at the next', () => {
    expect(siteDay(local('2026-11-26T10:31:00'), ofBrowser)).toEqual({
      from: local('2026-11-26T00:00:00'),
      to: local('2026-11-27T00:00:00'),
    })
  })
})

describe(shareOf, () => {
  it('lies between 0 and 1', () => {
    const range = { from: 100, to: 300 }
    expect([0, 100, 150, 300, 900].map((at) => shareOf(at, range))).toEqual([0, 0, 0.25, 1, 1])
    expect(shareOf(5, { from: 5, to: 5 })).toBe(0)
  })
})
