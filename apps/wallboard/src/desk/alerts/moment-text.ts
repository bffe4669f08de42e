import { formatSiteTime, formatTime } from '../../ui/format/wait.ts'

const dayFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })

/** The time of an instant, with its day where that is not the day of `now`, by default today: `10:40:05`, `25 Nov 10:40:05`. */
export function momentText(at: number, now = Date.now()): string {
  const [day, today] = [dayFormat.format(at), dayFormat.format(now)]
  return day === today ? formatTime(at) : `${day} ${formatTime(at)}`
}

/** The same in hours and minutes. */
export function minuteText(at: number, now = Date.now()): string {
  const [day, today] = [dayFormat.format(at), dayFormat.format(now)]
  return day === today ? formatSiteTime(at, undefined) : `${day} ${formatSiteTime(at, undefined)}`
}
