import type { GapSpan } from '@wallboard/relay/coverage'
import { historyPage } from '../../i18n/index.ts'
import { formatSiteTime, formatTime } from '../../ui/format/wait.ts'
import { dayOf } from './day-range-state.ts'

const dateFormat = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
})

/** `Thu, 26 Nov 2026`, in the browser's time zone. */
export const dateText = (at: number): string => dateFormat.format(at)

/** Date and time to the second, in the browser's time zone. */
export const instantText = (at: number): string => `${dateText(at)} ${formatTime(at)}`

/** Why data sources were not live, from when to when; with the seconds of a gap within a minute. */
export function gapText(dataSources: readonly string[], { kind, startsAt, endsAt }: GapSpan): string {
  const isShort = formatSiteTime(startsAt, undefined) === formatSiteTime(endsAt, undefined)
  const time = (at: number) => (isShort ? formatTime(at) : formatSiteTime(at, undefined))
  const isOneDay = dayOf(startsAt).from === dayOf(endsAt).from
  const text = (at: number) => (isOneDay ? time(at) : `${dateText(at)} ${time(at)}`)
  return historyPage.gap(dataSources, kind, text(startsAt), text(endsAt))
}
