import { instantOfLocalTime, localMinutesOf, siteDay, type SiteDayRule } from '../../ui/format/site-day.ts'
import type { Range } from './day-range-state.ts'

const minuteMs = 60_000
const dayMs = 86_400_000

/** The same time of day on the site's day of a date input, within what is recorded; undefined for text that is no date. */
export function instantOnDate(
  value: string,
  at: number,
  recorded: Range,
  { timeZone, startMinute }: SiteDayRule,
): number | undefined {
  const midnight = /^\d{4}-\d{2}-\d{2}$/.test(value) ? Date.parse(`${value}T00:00:00Z`) : NaN
  if (Number.isNaN(midnight)) return undefined
  const minute = localMinutesOf(at, timeZone)
  const date = minute < startMinute ? midnight + dayMs : midnight
  const target = instantOfLocalTime(date + minute * minuteMs, timeZone)
  return Math.min(Math.max(target, recorded.from), recorded.to)
}

/** The nearest other day with data before or after the day of `at`: its first instant; undefined when there is none. */
export function neighbourDay(
  days: readonly number[],
  at: number,
  direction: 'previous' | 'next',
  rule: SiteDayRule,
): number | undefined {
  const { from, to } = siteDay(at, rule)
  if (direction === 'next') return days.find((day) => day >= to)
  const before = days.filter((day) => day < from)
  return before[before.length - 1]
}

/** The first instants of the site's days on which some of the spans lie. In order. */
export function daysWithData(spans: readonly Range[], rule: SiteDayRule): readonly number[] {
  const days = new Set<number>()
  for (const span of spans) {
    let day = siteDay(span.from, rule)
    for (; day.from < span.to; day = siteDay(day.to, rule)) days.add(day.from)
  }
  return [...days].sort((one, other) => one - other)
}
