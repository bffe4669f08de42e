import { shiftMinutes, type ShiftTimes } from '../active-alerts/shift-state.ts'

const dayMs = 86_400_000

const twoDigits = (value: number): string => String(value).padStart(2, '0')

/** The local date of an instant as `2026-11-26`. */
export function isoDateOf(at: number): string {
  const date = new Date(at)
  return `${date.getFullYear()}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`
}

/** The instant of a local date and time of day; undefined for one that does not exist. */
function instantOf(date: string, time: string): number | undefined {
  const at = /^\d{4}-\d\d-\d\d$/.test(date) ? new Date(`${date}T${time}:00`).getTime() : NaN
  return Number.isNaN(at) ? undefined : at
}

/** The date some days after another. Counted from noon, because a day may have 23 or 25 hours. */
const dayBeside = (date: string, days: number): string =>
  isoDateOf((instantOf(date, '12:00') ?? 0) + days * dayMs)

/**
 * A shift in epoch milliseconds, in the browser's time zone: that of a date, or without one the shift that runs at `now`
 * or ended last. One whose end is before its begin ends on the next day. Undefined for values that cannot be read.
 */
export function shiftSpanOf(
  { date, from, to }: ShiftTimes & { readonly date: string | undefined },
  now: number,
): { readonly from: number; readonly to: number } | undefined {
  const minutes = shiftMinutes({ from, to })
  if (minutes === undefined) return undefined
  const spanOn = (day: string) => {
    const start = instantOf(day, from)
    if (start === undefined) return undefined
    const end = instantOf(to <= from ? dayBeside(day, 1) : day, to)
    return end === undefined ? undefined : { from: start, to: end }
  }
  if (date !== undefined) return spanOn(date)
  const today = spanOn(isoDateOf(now))
  return today !== undefined && today.from <= now ? today : spanOn(dayBeside(isoDateOf(now), -1))
}
