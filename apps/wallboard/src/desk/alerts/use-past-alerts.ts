import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { maxCoverageDays } from '@wallboard/relay/rest/history'
import { queueSource } from '@wallboard/statistics'
import { useMemo } from 'react'
import { alertQueries, type PastAlertsQuery } from '../../api/alert-queries.ts'
import { historyQueries } from '../../api/history-queries.ts'
import { useScreenStatus } from '../../live/hooks/live-context.tsx'
import { timeOfDay } from '../../live/session/time-of-day.ts'
import { siteDay } from '../../ui/format/site-day.ts'
import { useSiteDay } from '../site-time/site-day-context.tsx'
import { joinedGaps } from '../time-strip/strip-gaps-state.ts'
import { pastRows, spanOf, type PastRange } from './past-rows-state.ts'

const minuteMs = 60_000
const dayMs = 86_400_000

/** The time of a range, by the server's clock and the site's days; the same object for a minute. */
export function usePastSpan(range: PastRange) {
  const dayRule = useSiteDay()
  const minute = useScreenStatus((status) => Math.floor(timeOfDay(status) / minuteMs))
  return useMemo(() => {
    const now = minute * minuteMs
    const today = siteDay(now, dayRule).from
    return spanOf(range, { today, yesterday: siteDay(today - 1, dayRule).from, now: now + 1 })
  }, [range, minute, dayRule])
}

/** The alerts of the past and the gaps among them, the newest first. Without history there are no gaps. */
export function usePastAlerts(query: PastAlertsQuery) {
  const { from, to } = query
  const { data, error, isPending } = useQuery({
    ...alertQueries.past(query),
    placeholderData: keepPreviousData,
  })
  const hasGaps = to - from <= maxCoverageDays * dayMs
  const { data: coverage } = useQuery({
    ...historyQueries.coverage(from, to),
    enabled: hasGaps,
    placeholderData: keepPreviousData,
  })
  const rows = useMemo(() => {
    const sources = (coverage?.sources ?? []).filter(({ dataSource }) => dataSource === queueSource)
    const gaps = joinedGaps(sources).map(({ span }) => span)
    const recorded = coverage?.recorded ?? null
    // Before the recording began there was nothing to miss.
    const known = recorded === null ? [] : gaps.filter(({ startsAt }) => startsAt >= recorded.from)
    return pastRows(data?.alerts ?? [], known, data?.isCapped ?? false)
  }, [data, coverage])
  return { rows, data, error, isPending }
}
