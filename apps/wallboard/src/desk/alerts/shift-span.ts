import { instantOfLocalTime, siteDate } from '../../ui/format/site-day.ts'
import { shiftMinutes, type ShiftTimes } from '../active-alerts/shift-state.ts'

const dayMs = 86_400_000

/** The instant of a local date and time of day; undefined for one that does not exist. */
function instantOf(date: string, time: string, timeZone: string | undefined): number | undefined {
  const local = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(`${date}T${time}:00Z`) : NaN
  return Number.isNaN(local) ? undefined : instantOfLocalTime(local, timeZone)
}

/** The date some days after another. */
const dayBeside = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10)

/**
 * A shift in epoch milliseconds, in the site's time zone: that of a date, or without one the shift that runs at `now` or
 * ended last. One whose end is before its begin ends on the next day. Undefined for values that cannot be read.
 *
 * @param timeZone undefined: the browser's
 */
export function shiftSpanOf(
  { date, from, to }: ShiftTimes & { readonly date: string | undefined },
  now: number,
  timeZone: string | undefined,
): { readonly from: number; readonly to: number } | undefined {
  const minutes = shiftMinutes({ from, to })
  if (minutes === undefined) return undefined
  const spanOn = (day: string) => {
    const start = instantOf(day, from, timeZone)
    if (start === undefined) return undefined
    const end = instantOf(to <= from ? dayBeside(day, 1) : day, to, timeZone)
    return end === undefined ? undefined : { from: start, to: end }
  }
  if (date !== undefined) return spanOn(date)
  const today = siteDate(now, timeZone)
  const span = spanOn(today)
  return span !== undefined && span.from <= now ? span : spanOn(dayBeside(today, -1))
}
