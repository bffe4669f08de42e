import { dayOf, type Range } from './day-range-state.ts'

const twoDigits = (value: number): string => String(value).padStart(2, '0')

/** The date of an instant in the browser's time zone, as a date input has it: `2026-11-26`. */
export function dateValue(at: number): string {
  const date = new Date(at)
  return `${date.getFullYear()}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`
}

/** The same time of day on the day of a date input, within what is recorded; undefined for text that is no date. */
export function instantOnDate(value: string, at: number, recorded: Range): number | undefined {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value) ?? []
  if (year === undefined || month === undefined || day === undefined) return undefined
  const target = new Date(at)
  target.setFullYear(Number(year), Number(month) - 1, Number(day))
  return Math.min(Math.max(target.getTime(), recorded.from), recorded.to)
}

/** The nearest other day with data before or after the day of `at`: its first instant; undefined when there is none. */
export function neighbourDay(
  days: readonly number[],
  at: number,
  direction: 'previous' | 'next',
): number | undefined {
  const { from, to } = dayOf(at)
  if (direction === 'next') return days.find((day) => day >= to)
  const before = days.filter((day) => day < from)
  return before[before.length - 1]
}

/** The first instants of the days, in the browser's time zone, on which some of the spans lie. In order. */
export function daysWithData(spans: readonly Range[]): readonly number[] {
  const days = new Set<number>()
  for (const span of spans) for (let at = span.from; at < span.to; at = dayOf(at).to) days.add(dayOf(at).from)
  return [...days].sort((one, other) => one - other)
}
