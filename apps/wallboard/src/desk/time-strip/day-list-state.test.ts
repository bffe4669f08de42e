import { describe, expect, it } from 'vitest'
import { siteDayDate } from '../../ui/format/site-day.ts'
import { daysWithData, instantOnDate, neighbourDay } from './day-list-state.ts'

const ofBrowser = { timeZone: undefined, startMinute: 0 }
const local = (text: string) => new Date(text).getTime()
const recorded = { from: local('2026-11-20T15:00:00'), to: local('2026-11-26T11:00:00') }

describe('the days of a recording', () => {
  const days = daysWithData(
    [
      { from: local('2026-11-20T15:00:00'), to: local('2026-11-21T00:00:00') },
      { from: local('2026-11-24T23:00:00'), to: local('2026-11-26T11:00:00') },
    ],
    ofBrowser,
  )

  it('are those of the time zone', () => {
    const span = { from: Date.parse('2026-11-24T22:30:00Z'), to: Date.parse('2026-11-25T22:30:00Z') }
    const inZone = (timeZone: string, startMinute = 0) => {
      const rule = { timeZone, startMinute }
      return daysWithData([span], rule).map((day) => siteDayDate(day, rule))
    }
    expect(inZone('UTC')).toEqual(['2026-11-24', '2026-11-25'])
    expect(inZone('Asia/Tokyo')).toEqual(['2026-11-25', '2026-11-26'])
    expect(inZone('Asia/Tokyo', 8 * 60)).toEqual(['2026-11-24', '2026-11-25'])
    const whole = { from: 0, to: Infinity }
    const at = Date.parse('2026-11-25T10:00:00Z')
    expect(instantOnDate('2026-11-20', at, whole, { timeZone: 'Asia/Tokyo', startMinute: 0 })).toBe(
      Date.parse('2026-11-20T10:00:00Z'),
    )
  })

  it('are those on which something is recorded', () => {
    expect(days.map((day) => siteDayDate(day, ofBrowser))).toEqual([
      '2026-11-20',
      '2026-11-24',
      '2026-11-25',
      '2026-11-26',
    ])
  })

  it('have neighbours, past days without data', () => {
    const at = local('2026-11-24T12:00:00')
    expect(neighbourDay(days, at, 'previous', ofBrowser)).toBe(local('2026-11-20T00:00:00'))
    expect(neighbourDay(days, at, 'next', ofBrowser)).toBe(local('2026-11-25T00:00:00'))
    expect(neighbourDay(days, recorded.from, 'previous', ofBrowser)).toBeUndefined()
    expect(neighbourDay(days, recorded.to, 'next', ofBrowser)).toBeUndefined()
  })
})

describe(instantOnDate, () => {
  it.each([
    ['2026-11-25', '2026-11-25T10:31:00'],
    ['2026-11-20', '2026-11-20T15:00:00'],
    ['2026-12-24', '2026-11-26T11:00:00'],
  ])('keeps the time of day on %s, within what is recorded', (date, instant) => {
    expect(instantOnDate(date, local('2026-11-24T10:31:00'), recorded, ofBrowser)).toBe(local(instant))
  })

  it('keeps a time of the night on the day that began before it', () => {
    const [night, whole] = [Date.parse('2026-11-25T02:00:00Z'), { from: 0, to: Infinity }]
    const at = (rule: { timeZone: string; startMinute: number }) =>
      new Date(instantOnDate('2026-11-20', night, whole, rule) ?? 0).toISOString()
    expect(at({ timeZone: 'UTC', startMinute: 0 })).toBe('2026-11-20T02:00:00.000Z')
    expect(at({ timeZone: 'UTC', startMinute: 390 })).toBe('2026-11-21T02:00:00.000Z')
  })

  it('ignores text that is no date', () => {
    expect(['', '2026-11', 'today'].map((text) => instantOnDate(text, 0, recorded, ofBrowser))).toEqual([
      ...[undefined, undefined, undefined],
    ])
  })
})
