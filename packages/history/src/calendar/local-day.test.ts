import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { datesOfWeekdayBefore, dateOf, slotOf, spanOfDay, spansOfHalfHour } from './local-day.ts'

const hour = 3_600_000
const berlin = { timeZone: 'Europe/Berlin', startMinute: 0 }
const at = (iso: string): number => Date.parse(iso)

describe('a day of the domain', () => {
  it('starts at its local midnight', () => {
    expect(spanOfDay('2026-11-26', berlin)).toEqual({
      startsAt: at('2026-11-25T23:00:00Z'),
      endsAt: at('2026-11-26T23:00:00Z'),
    })
  })

  it('has 23 hours in spring and 25 in autumn', () => {
    const hours = (date: string) => {
      const { startsAt, endsAt } = spanOfDay(date, berlin)
      return (endsAt - startsAt) / hour
    }
    expect(hours('2026-03-29')).toBe(23)
    expect(hours('2026-10-25')).toBe(25)
  })

  it('starts at the configured time of a site that works through the night', () => {
    const rule = { timeZone: 'America/New_York', startMinute: 6 * 60 + 30 }
    expect(dateOf(at('2026-11-26T11:29:00Z'), rule)).toBe('2026-11-25')
    expect(dateOf(at('2026-11-26T11:30:00Z'), rule)).toBe('2026-11-26')
  })

  it('contains exactly the instants that have its date', () => {
    const arbitraryRule = fc.record({
      timeZone: fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Apia', 'UTC'),
      startMinute: fc.nat(1_439),
    })
    const arbitraryInstant = fc.integer({ min: at('2025-01-01'), max: at('2028-01-01') })
    fc.assert(
      fc.property(arbitraryInstant, arbitraryRule, (instant, rule) => {
        const { startsAt, endsAt } = spanOfDay(dateOf(instant, rule), rule)
        expect(startsAt).toBeLessThanOrEqual(instant)
        expect(endsAt).toBeGreaterThan(instant)
      }),
    )
  })
})

describe('a slot of the week', () => {
  it('is the weekday and the half-hour of the local clock', () => {
    expect(slotOf(at('2026-11-26T23:29:00Z'), 'Europe/Berlin')).toEqual({ weekday: 5, halfHour: 0 })
    expect(slotOf(at('2026-11-29T22:30:00Z'), 'Europe/Berlin')).toEqual({ weekday: 7, halfHour: 47 })
  })

  it('is one span on most days, absent in a skipped hour and twice in a repeated one', () => {
    const halfHours = (date: string, halfHour: number) =>
      spansOfHalfHour(date, halfHour, 'Europe/Berlin').map(({ startsAt }) => new Date(startsAt).toISOString())
    expect(halfHours('2026-11-26', 5)).toEqual(['2026-11-26T01:30:00.000Z'])
    expect(halfHours('2026-03-29', 5)).toEqual([])
    expect(halfHours('2026-10-25', 5)).toEqual(['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z'])
  })

  it('of all half-hours covers the whole day', () => {
    for (const [date, zone] of [
      ['2026-03-29', 'Europe/Berlin'],
      ['2026-10-25', 'Europe/Berlin'],
      ['2026-11-26', 'Asia/Kathmandu'],
    ] as const) {
      const { startsAt, endsAt } = spanOfDay(date, { timeZone: zone, startMinute: 0 })
      const covered = Array.from({ length: 48 }, (_, index) => spansOfHalfHour(date, index, zone))
        .flat()
        .reduce((sum, span) => sum + span.endsAt - span.startsAt, 0)
      expect(covered).toBe(endsAt - startsAt)
    }
  })
})

describe('the same weekday of earlier weeks', () => {
  it('comes newest first, over the end of a year', () => {
    expect(datesOfWeekdayBefore('2026-01-08', 3)).toEqual(['2026-01-01', '2025-12-25', '2025-12-18'])
  })
})
