import type { GapSpan } from '@wallboard/relay/coverage'
import { historyPage } from '../../i18n/index.ts'
import { siteDate } from '../../ui/format/site-day.ts'
import { formatAge, formatSiteTime, formatTime } from '../../ui/format/wait.ts'

const parts = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const

/** `Thu, 26 Nov 2026`, in a time zone, by default the browser's. */
export function dateText(at: number, timeZone?: string): string {
  try {
    return new Date(at).toLocaleDateString('en-GB', { ...parts, timeZone })
  } catch {
    return new Date(at).toLocaleDateString('en-GB', parts) // a time zone that this browser does not know
  }
}

/** Date and time to the second. */
export const instantText = (at: number, timeZone?: string): string =>
  `${dateText(at, timeZone)} ${formatTime(at, timeZone)}`

const minuteMs = 60_000

/** A length of time to the minute: `7 min`, `2 h 05`. */
export const lengthText = (ms: number): string => formatAge(Math.round(ms / minuteMs) * minuteMs)

/** Why data sources were not live, from when to when; with the seconds of a gap within a minute. */
export function gapText(
  dataSources: readonly string[],
  { kind, startsAt, endsAt }: GapSpan,
  timeZone?: string,
): string {
  const isShort = formatSiteTime(startsAt, timeZone) === formatSiteTime(endsAt, timeZone)
  const time = (at: number) => (isShort ? formatTime(at, timeZone) : formatSiteTime(at, timeZone))
  const isOneDay = siteDate(startsAt, timeZone) === siteDate(endsAt, timeZone)
  const text = (at: number) => (isOneDay ? time(at) : `${dateText(at, timeZone)} ${time(at)}`)
  return historyPage.gap(dataSources, kind, text(startsAt), text(endsAt))
}
