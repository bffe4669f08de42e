import { describe, expect, it } from 'vitest'
import { dateValue, daysWithData, instantOnDate, neighbourDay } from './day-list-state.ts'

const local = (text: string) => new Date(text).getTime()
const recorded = { from: local('2026-11-20T15:00:00'), to: local('2026-11-26T11:00:00') }

describe('the days of a recording', () => {
  const days = daysWithData([
    { from: local('2026-11-20T15:00:00'), to: local('2026-11-21T00:00:00') },
    { from: local('2026-11-24T23:00:00'), to: local('2026-11-26T11:00:00') },
  ])

  it('are those of the time zone', () => {
    const span = { from: Date.parse('2026-11-24T22:30:00Z'), to: Date.parse('2026-11-25T22:30:00Z') }
    const inZone = (zone: string) => daysWithData([span], zone).map((day) => dateValue(day, zone))
    expect(inZone('UTC')).toEqual(['2026-11-24', '2026-11-25'])
    expect(inZone('Asia/Tokyo')).toEqual(['2026-11-25', '2026-11-26'])
    const whole = { from: 0, to: Infinity }
    const at = Date.parse('2026-11-25T10:00:00Z')
    expect(instantOnDate('2026-11-20', at, whole, 'Asia/Tokyo')).toBe(Date.parse('2026-11-20T10:00:00Z'))
  })

  it('are those on which something is recorded', () => {
    expect(days.map((day) => dateValue(day))).toEqual([
      '2026-11-20',
      '2026-11-24',
      '2026-11-25',
      '2026-11-26',
    ])
  })

  it('have neighbours, past days without data', () => {
    const at = local('2026-11-24T12:00:00')
    expect(neighbourDay(days, at, 'previous')).toBe(local('2026-11-20T00:00:00'))
    expect(neighbourDay(days, at, 'next')).toBe(local('2026-11-25T00:00:00'))
    expect(neighbourDay(days, recorded.from, 'previous')).toBeUndefined()
    expect(neighbourDay(days, recorded.to, 'next')).toBeUndefined()
  })
})

describe(instantOnDate, () => {
  it.each([
    ['2026-11-25', '2026-11-25T10:31:00'],
    ['2026-11-20', '2026-11-20T15:00:00'],
    ['2026-12-24', '2026-11-26T11:00:00'],
  ])('keeps the time of day on %s, within what is recorded', (date, instant) => {
    expect(instantOnDate(date, local('2026-11-24T10:31:00'), recorded)).toBe(local(instant))
  })

  it('ignores text that is no date', () => {
    expect(['', '2026-11', 'today'].map((text) => instantOnDate(text, 0, recorded))).toEqual([
      ...[undefined, undefined, undefined],
    ])
  })
})
