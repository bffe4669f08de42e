import { ApiError } from './api.ts'

/** The text for a failed request: the server's message, or that there is no server. */
export const errorText = (error: unknown): string =>
  error instanceof ApiError
    ? error.message
    : 'The server does not answer. Check the connection and try again.'
