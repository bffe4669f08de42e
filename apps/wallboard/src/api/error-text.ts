import type { ErrorBody } from '@wallboard/relay/rest/errors'
import { errors, requestFailures } from '../i18n/index.ts'
import { ApiError } from './api.ts'
import { errorBodyOf } from './error-body.ts'

/** The sentence of an error code: what happened, what it means, what to do. */
function sentenceOf(body: ErrorBody): string {
  if (!('params' in body)) return errors[body.code]
  switch (body.code) {
    case 'action-refused':
      return errors[body.code](body.params)
    case 'notices-waiting':
      return errors[body.code](body.params)
    case 'bad-request':
      return errors[body.code](body.params)
    case 'unknown-host':
      return errors[body.code](body.params)
    case 'host-rewritten':
      return errors[body.code](body.params)
    case 'not-admin':
      return errors[body.code](body.params)
    case 'too-many-attempts':
      return errors[body.code](body.params)
    case 'no-history':
      return errors[body.code](body.params)
    case 'too-many-rules':
      return errors[body.code](body.params)
    case 'too-many-silences':
      return errors[body.code](body.params)
    case 'too-many-views':
      return errors[body.code](body.params)
    case 'too-many-channels':
      return errors[body.code](body.params)
    case 'too-many-boards':
      return errors[body.code](body.params)
    case 'too-many-replays':
      return errors[body.code](body.params)
  }
}

/** The sentence for a failed request. */
export function errorText(error: unknown): string {
  const body = errorBodyOf(error)
  if (body !== undefined) return sentenceOf(body)
  return error instanceof ApiError ? requestFailures.noReason(error.status) : requestFailures.noAnswer
}
