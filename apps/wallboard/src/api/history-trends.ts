import { HistoryTrends } from '@wallboard/relay/rest/history-trends'
import { requestJson } from './api.ts'

/** The past of a board's trends. @throws ApiError, or TypeError when the server does not answer */
export const fetchTrends = (path: string): Promise<HistoryTrends> => requestJson(path, HistoryTrends)
