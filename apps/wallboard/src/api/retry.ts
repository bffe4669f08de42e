import { ApiError } from './api.ts'

/** How often a failed request for data is repeated before its error is shown. */
const maxRetries = 3

/** Whether to repeat a request: not what the server refused, which would be refused again. */
export const shouldRetry = (failures: number, error: unknown): boolean =>
  failures < maxRetries && !(error instanceof ApiError && error.status >= 400 && error.status < 500)
