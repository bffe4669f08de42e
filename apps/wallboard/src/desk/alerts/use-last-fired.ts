import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { alertQueries } from '../../api/alert-queries.ts'
import { usePastSpan } from './use-past-alerts.ts'

/** When each rule fired last in the last 31 days, epoch milliseconds, by the id of the rule; undefined until it is known. */
export function useLastFired(): ReadonlyMap<string, number> | undefined {
  const { data } = useQuery(alertQueries.past(usePastSpan('month')))
  return useMemo(() => {
    if (data === undefined) return undefined
    const fired = new Map<string, number>()
    for (const { rule, firedAt } of data.alerts)
      fired.set(rule.id, Math.max(firedAt, fired.get(rule.id) ?? 0))
    return fired
  }, [data])
}
