import { z } from 'zod'
import {
  CredentialsRefused,
  DomainMoved,
  DuplicateLogin,
  NotSignedIn,
  PermissionDenied,
  RequestRefused,
  WrongLoginState,
  type ErrorDetail,
  type Five9Error,
} from '../errors.ts'
import { parseJson } from '../events/wire-values.ts'

const Envelope = z.object({
  five9ExceptionDetail: z.object({
    errorCode: z.coerce.number().optional().catch(undefined),
    message: z.string().optional().catch(undefined),
    context: z
      .object({
        contextCode: z.string().optional(),
        farmId: z.coerce.string().optional(),
      })
      .nullish()
      .catch(undefined),
  }),
})

const maxReasonLength = 300
/** Requests that carry credentials. */
const logins: ReadonlySet<string> = new Set(['Login', 'LoginByToken', 'AuthLogin'])

/**
 * Turns the status and error envelope of a reply into an error. The message is text from Five9: it is truncated, and
 * `secrets` in it are replaced by ***.
 */
export function errorOf(
  name: string,
  status: number,
  text: string,
  secrets: readonly string[] = [],
): Five9Error {
  const envelope = Envelope.safeParse(parseJson(text)).data?.five9ExceptionDetail
  const detail: ErrorDetail = {
    status,
    requestName: name,
    ...(envelope?.errorCode === undefined ? {} : { errorCode: envelope.errorCode }),
    ...(envelope?.context?.contextCode === undefined ? {} : { contextCode: envelope.context.contextCode }),
    ...(envelope?.context?.farmId === undefined ? {} : { farmId: envelope.context.farmId }),
  }
  if (envelope?.context?.contextCode === 'DUPLICATE_LOGIN') return new DuplicateLogin(detail)
  if (status === 401) return logins.has(name) ? new CredentialsRefused(detail) : new NotSignedIn(detail)
  const message = secrets.reduce((text, secret) => text.replaceAll(secret, '***'), envelope?.message ?? '')
  const explanation = message === '' ? 'no reason given' : message.slice(0, maxReasonLength)
  const reason = `${name}: Five9 answered ${status}: ${explanation}`
  if (status === 403) return new PermissionDenied(reason, detail)
  if (envelope?.errorCode === movedErrorCode) return new DomainMoved(reason, detail)
  const state = /login state (\w+)/.exec(message)?.[1]
  const isAboutLogin = envelope?.context?.contextCode === 'LOGIN' || state !== undefined
  if (envelope?.errorCode === wrongStateErrorCode && isAboutLogin)
    return new WrongLoginState(reason, state, detail)
  return new RequestRefused(reason, detail)
}

/** Five9's errorCode for a domain that another farm serves. */
const movedErrorCode = 5001
/** Five9's errorCode, in the context LOGIN, for a call in the wrong login state. */
const wrongStateErrorCode = 3
/** Used when a 429 does not say when to retry. */
const defaultRateLimitMs = 5_000

const RateLimit = z.object({ resetEpochSeconds: z.coerce.number().positive() })

/** When to retry after a 429, in epoch milliseconds of the local clock: from `Retry-After`, else `resetEpochSeconds`. */
export function retryAtMs(
  headers: { readonly get: (name: string) => string | null },
  text: string,
  now: number,
): number {
  const retryAfter = headers.get('retry-after')?.trim() ?? ''
  if (/^\d+$/.test(retryAfter)) return now + Number(retryAfter) * 1_000
  // The instants are by Five9's clock: take the distance from Five9's own `Date`.
  const theirNow = Date.parse(headers.get('date') ?? '') || now
  const reset = RateLimit.safeParse(parseJson(text)).data?.resetEpochSeconds
  const at = reset === undefined ? Date.parse(retryAfter) : reset * 1_000
  return now + (Number.isNaN(at) ? defaultRateLimitMs : Math.max(0, at - theirNow))
}
