import { instantOfLocalTime, offsetMinutesAt, siteDate } from '../../ui/format/site-day.ts'
import { dayOf, type Range } from './day-range-state.ts'

const dayMs = 86_400_000

/** The date of an instant in a time zone, by default the browser's, as a date input has it: `2026-11-26`. */
export const dateValue = (at: number, timeZone?: string): string => siteDate(at, timeZone)

/** The same time of day on the day of a date input, within what is recorded; undefined for text that is no date. */
export function instantOnDate(
  value: string,
  at: number,
  recorded: Range,
  timeZone?: string,
): number | undefined {
  const midnight = /^\d{4}-\d{2}-\d{2}$/.test(value) ? Date.parse(`${value}T00:00:00Z`) : NaN
  if (Number.isNaN(midnight)) return undefined
  const local = at + offsetMinutesAt(at, timeZone) * 60_000
  const timeOfDay = ((local % dayMs) + dayMs) % dayMs
  const target = instantOfLocalTime(midnight + timeOfDay, timeZone)
  return Math.min(Math.max(target, recorded.from), recorded.to)
}

/** The nearest other day with data before or after the day of `at`: its first instant; undefined when there is none. */
export function neighbourDay(
  days: readonly number[],
  at: number,
  direction: 'previous' | 'next',
  timeZone?: string,
): number | undefined {
  const { from, to } = dayOf(at, timeZone)
  if (direction === 'next') return days.find((day) => day >= to)
  const before = days.filter((day) => day < from)
  return before[before.length - 1]
}

/** The first instants of the days on which some of the spans lie. In order. */
export function daysWithData(spans: readonly Range[], timeZone?: string): readonly number[] {
  const days = new Set<number>()
  for (const span of spans) {
    let day = dayOf(span.from, timeZone)
    for (; day.from < span.to; day = dayOf(day.to, timeZone)) days.add(day.from)
  }
  return [...days].sort((one, other) => one - other)
}
