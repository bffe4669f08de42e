import { queryOptions } from '@tanstack/react-query'
import { HistoryCoverage, HistoryState } from '@wallboard/relay/rest/history'
import { requestJson } from './api.ts'

const isoText = (at: number): string => new Date(at).toISOString()

const pathOf = (resource: string, query: Readonly<Record<string, string>>): string =>
  `api/history/${resource}?${new URLSearchParams(query).toString()}`

/** While something is recorded, the recording grows by what the server writes every ten seconds. */
const coverageRefreshMs = 10_000

export const historyQueries = {
  /** When each data source was live in `[from, to)`, epoch milliseconds. */
  coverage: (from: number, to: number) =>
    queryOptions({
      queryKey: ['history', 'coverage', from, to] as const,
      queryFn: ({ signal }) =>
        requestJson(pathOf('coverage', { from: isoText(from), to: isoText(to) }), HistoryCoverage, {
          signal,
        }),
      refetchInterval: coverageRefreshMs,
      retry: false,
    }),
}

/** What a board showed at an instant, epoch milliseconds. @throws ApiError */
export const requestMoment = (boardId: string, at: number): Promise<HistoryState> =>
  requestJson(pathOf('state', { at: isoText(at), board: boardId }), HistoryState)
