import { Temporal } from 'temporal-polyfill'

/*
 * Days of the site and half-hours of its time zone. A day of daylight saving has 23 or 25 hours: every length here is
 * taken from the zone, none is assumed.
 */

/** When days of the site start: at midnight, or at a configured time where work goes on through the night. */
export interface DayRule {
  /** An IANA name, such as `Europe/Berlin`. */
  readonly timeZone: string
  /** Minutes after midnight at which a day starts, 0 to 1,439. Where half-hours matter, a multiple of 30. */
  readonly startMinute: number
}

/** The rule as text, to be stored and compared: `Europe/Berlin`, or `Europe/Berlin 06:30`. */
export function dayRuleText({ timeZone, startMinute }: DayRule): string {
  if (startMinute === 0) return timeZone
  const time = Temporal.PlainTime.from({ hour: Math.floor(startMinute / 60), minute: startMinute % 60 })
  return `${timeZone} ${time.toString({ smallestUnit: 'minute' })}`
}

/** A span of epoch milliseconds; `endsAt` belongs to the next one. */
export interface Span {
  readonly startsAt: number
  readonly endsAt: number
}

const zoned = (at: number, timeZone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone)

function dayStart(date: Temporal.PlainDate, { timeZone, startMinute }: DayRule): number {
  const time = Temporal.PlainTime.from({ hour: Math.floor(startMinute / 60), minute: startMinute % 60 })
  return date.toZonedDateTime({ timeZone, plainTime: time }).epochMilliseconds
}

/** The date of the site's day that an instant belongs to, such as `2026-11-26`: the local date at the day's start. */
export function dateOf(at: number, rule: DayRule): string {
  const date = zoned(at, rule.timeZone).toPlainDate()
  return (dayStart(date, rule) <= at ? date : date.subtract({ days: 1 })).toString()
}

/**
 * The span of a day.
 *
 * @param date such as `2026-11-26`
 * @throws RangeError if it is not a date
 */
export function spanOfDay(date: string, rule: DayRule): Span {
  const day = Temporal.PlainDate.from(date)
  return { startsAt: dayStart(day, rule), endsAt: dayStart(day.add({ days: 1 }), rule) }
}

/** A slot of the week: what is usual is compared slot by slot. */
export interface Slot {
  /** 1 (Monday) to 7 (Sunday). */
  readonly weekday: number
  /** 0 (from midnight) to 47, by the local clock. */
  readonly halfHour: number
}

export function slotOf(at: number, timeZone: string): Slot {
  const { dayOfWeek, hour, minute } = zoned(at, timeZone)
  return { weekday: dayOfWeek, halfHour: hour * 2 + (minute < 30 ? 0 : 1) }
}

/** Local half-hours start on whole quarters of epoch time in every zone: the smallest offset in use is 15 minutes. */
const stepMs = 900_000

/** A span in which the local clock shows one half-hour. */
export interface HalfHourSpan extends Span {
  /** 0 (from midnight) to 47, by the local clock. */
  readonly halfHour: number
}

/**
 * The half-hours of a day by the local clock, in order from the start of the day: 48 on most days. An hour that the clock
 * skips in spring is absent, and one that it repeats in autumn is there twice.
 *
 * @param date such as `2026-11-26`
 * @throws RangeError if it is not a date
 */
export function halfHoursOfDay(date: string, rule: DayRule): readonly HalfHourSpan[] {
  const { startsAt: start, endsAt: end } = spanOfDay(date, rule)
  const spans: { halfHour: number; startsAt: number; endsAt: number }[] = []
  for (let at = start; at < end; at += stepMs) {
    const { halfHour } = slotOf(at, rule.timeZone)
    const last = spans.at(-1)
    if (last?.halfHour === halfHour) last.endsAt = at + stepMs
    else spans.push({ halfHour, startsAt: at, endsAt: at + stepMs })
  }
  return spans
}

/**
 * The parts of a day that the local clock shows as one half-hour: one span on most days, none for an hour that the
 * clock skips in spring, two for an hour that it repeats in autumn.
 *
 * @param date such as `2026-11-26`
 * @throws RangeError if it is not a date
 */
export function spansOfHalfHour(date: string, halfHour: number, rule: DayRule): readonly Span[] {
  return halfHoursOfDay(date, rule).flatMap(({ startsAt, endsAt, ...span }) =>
    span.halfHour === halfHour ? [{ startsAt, endsAt }] : [],
  )
}

/** The same slot of earlier weeks, newest first: the dates of the same weekday. */
export function datesOfWeekdayBefore(date: string, weeks: number): readonly string[] {
  const day = Temporal.PlainDate.from(date)
  return Array.from({ length: weeks }, (_, index) => day.subtract({ weeks: index + 1 }).toString())
}

/** The same time by the local clock one week earlier, epoch milliseconds. */
export function oneWeekBefore(at: number, timeZone: string): number {
  return zoned(at, timeZone).subtract({ weeks: 1 }).epochMilliseconds
}

/** An instant by the local clock, with its offset from UTC: `2026-11-26T10:31:00+01:00`. */
export function localTimeOf(at: number, timeZone: string): string {
  return zoned(at, timeZone).toString({ timeZoneName: 'never', smallestUnit: 'second' })
}

/**
 * The first instant of a day at which the local clock shows a time, epoch milliseconds. A time before the start of the day
 * is on the next local date.
 *
 * @param date of the site's day, such as `2026-11-26`
 * @param minute after midnight by the local clock, 0 to 1,439
 * @throws RangeError if it is not a date
 */
export function instantInDay(date: string, minute: number, rule: DayRule): number {
  const day = Temporal.PlainDate.from(date)
  return dayStart(minute < rule.startMinute ? day.add({ days: 1 }) : day, {
    timeZone: rule.timeZone,
    startMinute: minute,
  })
}
