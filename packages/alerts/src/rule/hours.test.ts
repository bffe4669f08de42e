import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hoursIn } from './hours.ts'
import { weekdays, type BusinessHours } from './rule-shape.ts'

const minute = 60_000
const hour = 60 * minute

/** Zones and the hour around which their clock changes in 2026. Kolkata's never does; Lord Howe's by half an hour. */
const changes = [
  ['Europe/Berlin', '2026-03-29T01:00Z'],
  ['Europe/Berlin', '2026-10-25T01:00Z'],
  ['America/New_York', '2026-03-08T07:00Z'],
  ['America/New_York', '2026-11-01T06:00Z'],
  ['Australia/Lord_Howe', '2026-04-04T15:00Z'],
  ['Australia/Lord_Howe', '2026-10-03T15:30Z'],
  ['Africa/Casablanca', '2026-02-15T02:00Z'],
  ['Asia/Kolkata', '2026-03-29T01:00Z'],
] as const

/** What the local clock shows at each minute of two days on either side of an instant: weekday and minute of the day. */
function clockAround(timeZone: string, instant: string) {
  const format = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  })
  const from = Date.parse(instant) - 48 * hour
  const shown = Array.from({ length: 96 * 60 }, (_, index) => {
    const parts = new Map(format.formatToParts(from + index * minute).map(({ type, value }) => [type, value]))
    const day = weekdays.findIndex((name) => name === parts.get('weekday')?.toLowerCase())
    return { day, minute: Number(parts.get('hour')) * 60 + Number(parts.get('minute')) }
  })
  return { timeZone, from, shown }
}

type Clock = ReturnType<typeof clockAround>

/** Whether a shown time is within hours, read as a person would: this day's hours, or the night of the day before. */
function isWithin(hours: readonly BusinessHours[], shown: Clock['shown'][number]): boolean {
  const minuteOf = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3))
  return hours.some(({ days, from, to }) => {
    const [start, end] = [minuteOf(from), minuteOf(to)]
    const isToday = days.some((day) => weekdays.indexOf(day) === shown.day)
    const wasYesterday = days.some((day) => (weekdays.indexOf(day) + 1) % 7 === shown.day)
    if (start < end) return isToday && shown.minute >= start && shown.minute < end
    return (isToday && shown.minute >= start) || (wasYesterday && shown.minute < end)
  })
}

const two = (value: number) => String(value).padStart(2, '0')
const timeOfDay = fc
  .integer({ min: 0, max: 1_439 })
  .map((at) => `${two(Math.floor(at / 60))}:${two(at % 60)}`)
const hoursArbitrary = fc.array(
  fc
    .record({
      days: fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1 }),
      from: timeOfDay,
      to: fc.oneof({ weight: 5, arbitrary: timeOfDay }, { weight: 1, arbitrary: fc.constant('24:00') }),
    })
    .filter(({ from, to }) => from !== to),
  { minLength: 1, maxLength: 3 },
)

describe(hoursIn, () => {
  it.each(changes)(
    'agrees with the local clock minute by minute around the change of %s at %s',
    (zone, at) => {
      const { timeZone, from, shown } = clockAround(zone, at)
      fc.assert(
        fc.property(hoursArbitrary, fc.integer({ min: 0, max: 59_999 }), (written, ms) => {
          const hours = hoursIn(written, timeZone)
          const expected = shown.map((each) => isWithin(written, each))
          const seen = expected.map((_, index) => hours.contains(from + index * minute + ms))
          expect(seen).toEqual(expected)
          // The next change is the first minute that differs.
          for (const start of [0, 1_440, 2_790, 2_880, 2_910, 4_000]) {
            const next = expected.findIndex((each, index) => index > start && each !== expected[start])
            const change = hoursIn(written, timeZone).nextChange(from + start * minute + ms)
            if (next !== -1) expect(change).toBe(from + next * minute)
            else expect(change ?? Infinity).toBeGreaterThanOrEqual(from + expected.length * minute)
          }
        }),
        { numRuns: 25 },
      )
    },
  )

  it('leaves out the hour that the clock skips, and counts the repeated one twice', () => {
    const night = hoursIn([{ days: ['sun'], from: '02:00', to: '03:00' }], 'Europe/Berlin')
    const minutesFrom = (start: string) => {
      const from = Date.parse(start)
      return Array.from({ length: 6 * 60 }, (_, index) => night.contains(from + index * minute)).filter(
        Boolean,
      ).length
    }
    expect(minutesFrom('2026-03-28T23:00Z')).toBe(0)
    expect(minutesFrom('2026-10-24T22:00Z')).toBe(120)
    expect(minutesFrom('2026-11-28T23:00Z')).toBe(60)
  })

  it('has no next change for hours that never end', () => {
    const always = hoursIn([{ days: [...weekdays], from: '00:00', to: '24:00' }], 'Europe/Berlin')
    expect(always.nextChange(Date.parse('2026-10-24T12:00Z'))).toBeUndefined()
    expect(always.contains(Date.parse('2026-10-25T01:30Z'))).toBe(true)
  })
})
