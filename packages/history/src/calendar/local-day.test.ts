import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  datesOfWeekdayBefore,
  dateOf,
  dayRuleText,
  halfHoursOfDay,
  instantInDay,
  slotOf,
  spanOfDay,
  spansOfHalfHour,
} from './local-day.ts'

const hour = 3_600_000
const berlin = { timeZone: 'Europe/Berlin', startMinute: 0 }
/** A site that works through the night. */
const berlinAtHalfPastSix = { timeZone: 'Europe/Berlin', startMinute: 6 * 60 + 30 }
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

describe('a day that starts at half past six', () => {
  const halfHoursOf = (date: string) =>
    halfHoursOfDay(date, berlinAtHalfPastSix).map(({ halfHour }) => halfHour)

  it('holds the changed clock of the night after its date', () => {
    const hours = (date: string) => {
      const { startsAt, endsAt } = spanOfDay(date, berlinAtHalfPastSix)
      return [new Date(startsAt).toISOString(), (endsAt - startsAt) / hour]
    }
    expect(hours('2026-03-28')).toEqual(['2026-03-28T05:30:00.000Z', 23])
    expect(hours('2026-03-29')).toEqual(['2026-03-29T04:30:00.000Z', 24])
    expect(hours('2026-10-24')).toEqual(['2026-10-24T04:30:00.000Z', 25])
    expect(hours('2026-10-25')).toEqual(['2026-10-25T05:30:00.000Z', 24])
  })

  it('begins with the half-hour at half past six and ends with the one before it', () => {
    expect(halfHoursOf('2026-11-26')).toEqual(Array.from({ length: 48 }, (_, index) => (13 + index) % 48))
    expect(halfHoursOf('2026-03-28').slice(34)).toEqual([47, 0, 1, 2, 3, 6, 7, 8, 9, 10, 11, 12])
    expect(halfHoursOf('2026-10-24').slice(34)).toEqual([47, 0, 1, 2, 3, 4, 5, 4, 5, 6, 7, 8, 9, 10, 11, 12])
    expect(spansOfHalfHour('2026-10-24', 5, berlinAtHalfPastSix)).toHaveLength(2)
  })

  it('finds a time before half past six on the next date', () => {
    const instant = (minute: number) =>
      new Date(instantInDay('2026-10-24', minute, berlinAtHalfPastSix)).toISOString()
    expect(instant(390)).toBe('2026-10-24T04:30:00.000Z')
    expect(instant(389)).toBe('2026-10-25T05:29:00.000Z')
  })

  it('is stored under another name than one from midnight on', () => {
    expect(dayRuleText(berlin)).toBe('Europe/Berlin')
    expect(dayRuleText(berlinAtHalfPastSix)).toBe('Europe/Berlin 06:30')
  })
})

describe('the half-hours of a day', () => {
  it('follow each other over the whole day, whenever it starts', () => {
    const arbitraryRule = fc.record({
      timeZone: fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Asia/Kathmandu'),
      startMinute: fc.nat(47).map((halfHour) => halfHour * 30),
    })
    const changes = ['2026-03-08', '2026-03-29', '2026-10-25', '2026-11-01'].map((date) => at(date))
    const arbitraryDate = fc
      .tuple(fc.constantFrom(...changes), fc.integer({ min: -2, max: 1 }))
      .map(([change, days]) => new Date(change + days * 24 * hour).toISOString().slice(0, 10))
    fc.assert(
      fc.property(arbitraryDate, arbitraryRule, (date, rule) => {
        const { startsAt, endsAt } = spanOfDay(date, rule)
        const spans = halfHoursOfDay(date, rule)
        expect(spans[0]?.startsAt).toBe(startsAt)
        expect(spans.at(-1)?.endsAt).toBe(endsAt)
        spans.forEach((span, index) => {
          expect(spans[index + 1]?.startsAt ?? endsAt).toBe(span.endsAt)
          expect(dateOf(span.startsAt, rule)).toBe(date)
          expect(slotOf(span.startsAt, rule.timeZone).halfHour).toBe(span.halfHour)
        })
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
      spansOfHalfHour(date, halfHour, berlin).map(({ startsAt }) => new Date(startsAt).toISOString())
    expect(halfHours('2026-11-26', 5)).toEqual(['2026-11-26T01:30:00.000Z'])
    expect(halfHours('2026-03-29', 5)).toEqual([])
    expect(halfHours('2026-10-25', 5)).toEqual(['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z'])
  })

  it('of all half-hours covers the whole day', () => {
    for (const [date, timeZone] of [
      ['2026-03-29', 'Europe/Berlin'],
      ['2026-10-25', 'Europe/Berlin'],
      ['2026-11-26', 'Asia/Kathmandu'],
    ] as const) {
      const rule = { timeZone, startMinute: 0 }
      const { startsAt, endsAt } = spanOfDay(date, rule)
      const covered = Array.from({ length: 48 }, (_, index) => spansOfHalfHour(date, index, rule))
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
