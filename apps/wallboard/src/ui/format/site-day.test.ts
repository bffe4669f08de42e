import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  instantOfLocalTime,
  localMinutesOf,
  offsetMinutesAt,
  siteDate,
  siteDay,
  siteDayDate,
} from './site-day.ts'

const at = (iso: string) => Date.parse(iso)
const iso = (instant: number) => new Date(instant).toISOString()
const span = (text: string, timeZone: string, startMinute = 0) => {
  const { from, to } = siteDay(at(text), { timeZone, startMinute })
  return [iso(from), iso(to)]
}

describe(siteDay, () => {
  it('begins and ends at midnight of the zone', () => {
    expect(span('2026-11-26T10:42:13Z', 'Europe/Berlin')).toEqual([
      '2026-11-25T23:00:00.000Z',
      '2026-11-26T23:00:00.000Z',
    ])
    expect(span('2026-11-26T02:00:00Z', 'America/New_York')).toEqual([
      '2026-11-25T05:00:00.000Z',
      '2026-11-26T05:00:00.000Z',
    ])
    expect(span('2026-11-26T00:00:00Z', 'UTC')[0]).toBe('2026-11-26T00:00:00.000Z')
  })

  it('has 23 hours in spring and 25 in autumn', () => {
    const hours = (text: string) => {
      const { from, to } = siteDay(at(text), { timeZone: 'Europe/Berlin', startMinute: 0 })
      return (to - from) / 3_600_000
    }
    expect(hours('2026-03-29T12:00:00Z')).toBe(23)
    expect(hours('2026-10-25T12:00:00Z')).toBe(25)
    expect(hours('2026-10-24T12:00:00Z')).toBe(24)
  })
})

describe('a day that starts at half past six', () => {
  const rule = { timeZone: 'Europe/Berlin', startMinute: 390 }

  it('holds the night after its date, also where the clock changes', () => {
    // The same days as `spanOfDay` of packages/history has.
    expect(span('2026-03-29T04:29:59Z', 'Europe/Berlin', 390)).toEqual([
      '2026-03-28T05:30:00.000Z',
      '2026-03-29T04:30:00.000Z',
    ])
    expect(span('2026-10-24T04:30:00Z', 'Europe/Berlin', 390)).toEqual([
      '2026-10-24T04:30:00.000Z',
      '2026-10-25T05:30:00.000Z',
    ])
    expect(span('2026-10-25T05:30:00Z', 'Europe/Berlin', 390)).toEqual([
      '2026-10-25T05:30:00.000Z',
      '2026-10-26T05:30:00.000Z',
    ])
  })

  it('has the date on which it starts', () => {
    expect(siteDayDate(at('2026-11-27T05:29:59Z'), rule)).toBe('2026-11-26')
    expect(siteDayDate(at('2026-11-27T05:30:00Z'), rule)).toBe('2026-11-27')
    expect(siteDayDate(at('2026-01-01T03:00:00Z'), { timeZone: 'UTC', startMinute: 0 })).toBe('2026-01-01')
  })
})

it('starts a day at the first of two instants with its time, and after the hour that the clock skips', () => {
  expect(span('2026-10-25T12:00:00Z', 'Europe/Berlin', 150)[0]).toBe('2026-10-25T00:30:00.000Z')
  expect(span('2026-03-29T12:00:00Z', 'Europe/Berlin', 150)[0]).toBe('2026-03-29T01:30:00.000Z')
})

it('holds each instant in one day, whenever days start', () => {
  const rules = fc.record({
    timeZone: fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'America/Santiago'),
    startMinute: fc.nat(47).map((halfHour) => halfHour * 30),
  })
  const instants = fc.integer({ min: at('2026-01-01'), max: at('2027-01-01') })
  fc.assert(
    fc.property(instants, rules, (instant, rule) => {
      const { from, to } = siteDay(instant, rule)
      expect(from).toBeLessThanOrEqual(instant)
      expect(to).toBeGreaterThan(instant)
      expect(siteDay(from, rule)).toEqual({ from, to })
      expect(siteDay(from - 1, rule).to).toBe(from)
    }),
    { numRuns: 50 },
  )
})

describe(offsetMinutesAt, () => {
  it('is positive in the east', () => {
    expect(offsetMinutesAt(at('2026-11-26T10:00:00Z'), 'Europe/Berlin')).toBe(60)
    expect(offsetMinutesAt(at('2026-07-26T10:00:00.500Z'), 'Europe/Berlin')).toBe(120)
    expect(offsetMinutesAt(at('2026-11-26T10:00:00Z'), 'America/New_York')).toBe(-300)
    expect(offsetMinutesAt(at('2026-11-26T10:00:00Z'), 'Asia/Kolkata')).toBe(330)
  })
})

it('counts the minutes since midnight by a clock of the zone', () => {
  const minutes = (timeZone: string) => localMinutesOf(at('2026-11-26T23:40:30.500Z'), timeZone)
  expect(minutes('UTC')).toBe(1_420.5)
  expect(minutes('Europe/Berlin')).toBe(40.5)
})

it('reads dates and times of the zone', () => {
  expect(siteDate(at('2026-11-25T23:30:00Z'), 'Europe/Berlin')).toBe('2026-11-26')
  expect(iso(instantOfLocalTime(at('2026-11-26T08:00:00Z'), 'Europe/Berlin'))).toBe(
    '2026-11-26T07:00:00.000Z',
  )
})
