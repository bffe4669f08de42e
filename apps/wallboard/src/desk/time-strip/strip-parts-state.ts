import type { HistoryDay } from '@wallboard/relay/rest/history-day'
import { timeStrip as text } from '../../i18n/index.ts'
import { formatSiteTime } from '../../ui/format/wait.ts'

/** More times than these are counted: the note is one or two lines. */
const maxTimes = 3

/** When totals of a day count only the queues that the person sees, in words; undefined when they always count all. */
export function partsText(parts: HistoryDay['parts'], timeZone: string | undefined): string | undefined {
  if (parts.length === 0) return undefined
  const times = parts
    .slice(0, maxTimes)
    .map(
      ({ startsAt, endsAt }) => `${formatSiteTime(startsAt, timeZone)}–${formatSiteTime(endsAt, timeZone)}`,
    )
  const others = parts.length - times.length
  return text.parts([...times, ...(others === 0 ? [] : [text.moreTimes(others)])].join(', '))
}
