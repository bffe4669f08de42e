import { ErrorReply, type ErrorBody } from '@wallboard/relay/rest/errors'
import { ApiError } from './api.ts'

/** Code and parameters of a failed request; undefined when the server did not answer, or a proxy answered in its place. */
export function errorBodyOf(error: unknown): ErrorBody | undefined {
  if (!(error instanceof ApiError)) return undefined
  const parsed = ErrorReply.safeParse(error.reply)
  return parsed.success ? parsed.data.error : undefined
}
