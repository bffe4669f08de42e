/*
 * Days and offsets of a time zone. Undefined means the browser's own zone. Instants are epoch milliseconds.
 */

const minuteMs = 60_000
const dayMs = 86_400_000

const formats = new Map<string | undefined, Intl.DateTimeFormat>()

function formatOf(timeZone: string | undefined): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  const parts = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric' } as const
  const options = { ...parts, minute: 'numeric', second: 'numeric', hourCycle: 'h23' } as const
  let format
  try {
    format = new Intl.DateTimeFormat('en-US', { ...options, timeZone })
  } catch {
    format = new Intl.DateTimeFormat('en-US', options) // a time zone that this browser does not know
  }
  formats.set(timeZone, format)
  return format
}

/** What a clock of the zone shows, as if it were UTC. */
function localTime(at: number, timeZone: string | undefined): number {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
}

/** The distance of the zone from UTC at an instant in minutes, positive in the east. */
export function offsetMinutesAt(at: number, timeZone: string | undefined): number {
  const second = Math.floor(at / 1_000) * 1_000
  return Math.round((localTime(second, timeZone) - second) / minuteMs)
}

/** The instant at which a clock of the zone shows a time; the later one where the clock skips or repeats it. */
export function instantOfLocalTime(local: number, timeZone: string | undefined): number {
  const guess = local - offsetMinutesAt(local, timeZone) * minuteMs
  return local - offsetMinutesAt(guess, timeZone) * minuteMs
}

/** The local date of an instant, as a date input has it: `2026-11-26`. */
export const siteDate = (at: number, timeZone: string | undefined): string =>
  new Date(localTime(at, timeZone)).toISOString().slice(0, 10)

/** Minutes since local midnight by a clock of the zone, with fractions. */
export function localMinutesOf(at: number, timeZone: string | undefined): number {
  const local = localTime(Math.floor(at / 1_000) * 1_000, timeZone)
  return (local % dayMs) / minuteMs
}

/** When days of the site start, by its clock. */
export interface SiteDayRule {
  readonly timeZone: string | undefined
  /** Minutes after midnight, 0 to 1,439. */
  readonly startMinute: number
}

/**
 * The first instant at which a clock of the zone shows a time, as the server starts its days; where the clock skips the
 * time, as much later as it skips.
 */
function firstInstantOf(local: number, timeZone: string | undefined): number {
  const instants = [local - dayMs, local + dayMs].map(
    (near) => local - offsetMinutesAt(near, timeZone) * minuteMs,
  )
  const shown = instants.filter((at) => localTime(at, timeZone) === local)
  return Math.min(...(shown.length > 0 ? shown : instants.slice(0, 1)))
}

/** The first instants of the site's day of `at` and of the next day. */
export function siteDay(
  at: number,
  { timeZone, startMinute }: SiteDayRule,
): { readonly from: number; readonly to: number } {
  const startOn = (midnight: number) => firstInstantOf(midnight + startMinute * minuteMs, timeZone)
  const midnight = Math.floor(localTime(at, timeZone) / dayMs) * dayMs
  const first = startOn(midnight) <= at ? midnight : midnight - dayMs
  return { from: startOn(first), to: startOn(first + dayMs) }
}

/** The date of the site's day of an instant, such as `2026-11-26`: the local date on which the day starts. */
export const siteDayDate = (at: number, rule: SiteDayRule): string =>
  siteDate(siteDay(at, rule).from, rule.timeZone)
