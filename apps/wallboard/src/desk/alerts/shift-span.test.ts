import { describe, expect, it } from 'vitest'
import { siteDate } from '../../ui/format/site-day.ts'
import { shiftSpanOf } from './shift-span.ts'

const zone = 'Europe/Berlin' // an hour ahead of UTC in November
const at = (text: string) => new Date(`${text}+01:00`).getTime()
const day = { from: '08:00', to: '18:00' }
const night = { from: '22:00', to: '06:00' }

describe(shiftSpanOf, () => {
  it('is the shift of a date in the site’s zone; one that ends before it begins ends on the next day', () => {
    expect(shiftSpanOf({ ...day, date: '2026-11-26' }, 0, zone)).toEqual({
      ...{ from: at('2026-11-26T08:00:00'), to: at('2026-11-26T18:00:00') },
    })
    expect(shiftSpanOf({ ...night, date: '2026-11-30' }, 0, zone)).toEqual({
      ...{ from: at('2026-11-30T22:00:00'), to: at('2026-12-01T06:00:00') },
    })
  })

  it('is an hour shorter or longer over a change of the clock', () => {
    const hours = (date: string) => {
      const span = shiftSpanOf({ ...night, date }, 0, zone)
      return span === undefined ? undefined : (span.to - span.from) / 3_600_000
    }
    expect(hours('2026-03-28')).toBe(7)
    expect(hours('2026-10-24')).toBe(9)
  })

  it('is without a date the shift that runs, or the one that ended last', () => {
    const begins = (times: typeof day, now: string) =>
      siteDate(shiftSpanOf({ ...times, date: undefined }, at(now), zone)?.from ?? 0, zone)
    expect(begins(day, '2026-11-26T12:00:00')).toBe('2026-11-26')
    expect(begins(day, '2026-11-26T07:59:00')).toBe('2026-11-25')
    expect(begins(day, '2026-11-26T23:00:00')).toBe('2026-11-26')
    expect(begins(night, '2026-11-26T05:00:00')).toBe('2026-11-25')
  })

  it.each(['2026-13-40', 'yesterday', ''])('is none for the date %j', (date) => {
    expect(shiftSpanOf({ ...day, date }, 0, zone)).toBeUndefined()
  })

  it('is none for times that cannot be read', () => {
    expect(shiftSpanOf({ from: '8', to: '18:00', date: '2026-11-26' }, 0, zone)).toBeUndefined()
  })
})
