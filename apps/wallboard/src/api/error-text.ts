import { ApiError } from './api.ts'

/** What a person is told about a failed request: the server's own words, or that there is no server. */
export const errorText = (error: unknown): string =>
  error instanceof ApiError
    ? error.message
    : 'The server does not answer. Check the connection and try again.'
