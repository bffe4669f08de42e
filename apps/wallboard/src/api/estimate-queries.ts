import { queryOptions } from '@tanstack/react-query'
import { EstimateFacts } from '@wallboard/relay/rest/estimates'
import { HistoryWhy } from '@wallboard/relay/rest/why'
import { requestJson } from './api.ts'

/** The server counts by quarters of an hour and writes every ten seconds. */
const factsRefreshMs = 30_000

export const estimateQueries = {
  /** What estimates need to know of the last hours of each queue. */
  facts: () =>
    queryOptions({
      queryKey: ['estimates'] as const,
      queryFn: ({ signal }) => requestJson('api/estimates', EstimateFacts, { signal }),
      refetchInterval: factsRefreshMs,
      retry: false,
    }),
  /** What changed for a queue in the 15 minutes before an instant, epoch milliseconds. */
  why: (queue: string, at: number) =>
    queryOptions({
      queryKey: ['history', 'why', queue, at] as const,
      queryFn: ({ signal }) => {
        const query = new URLSearchParams({ queue, at: new Date(at).toISOString() })
        return requestJson(`api/history/why?${query.toString()}`, HistoryWhy, { signal })
      },
      staleTime: Infinity,
      retry: false,
    }),
}
