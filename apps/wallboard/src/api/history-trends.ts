import { HistoryTrends } from '@wallboard/relay/rest/history-trends'
import { requestJson } from './api.ts'

/** The past of a board's trends. @throws ApiError, or TypeError when the server does not answer */
export const fetchTrends = (path: string): Promise<HistoryTrends> => requestJson(path, HistoryTrends)

/** What the trends of a board showed up to an instant (epoch milliseconds). @throws ApiError */
export const fetchTrendsAt = (boardId: string, at: number): Promise<HistoryTrends> =>
  fetchTrends(
    `api/history/trends?${new URLSearchParams({ board: boardId, at: new Date(at).toISOString() }).toString()}`,
  )
