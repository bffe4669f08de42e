import { AppError, retryAfterSeconds, type Denial } from '../http/app-error.ts'
import type { SignInOutcome } from '../upstream/five9-logins.ts'
import type { SignInLimit } from './sign-in-gate.ts'

type Failed = Extract<SignInOutcome, { ok: false }>

const denials: Readonly<Partial<Record<Failed['code'], Denial>>> = {
  'other-region': { status: 409, body: { code: 'other-region' } },
  'credentials-refused': { status: 401, body: { code: 'credentials-refused' } },
  'duplicate-login': { status: 409, body: { code: 'duplicate-login' } },
  'session-stuck': { status: 409, body: { code: 'session-stuck' } },
  'proxy-refused': { status: 502, body: { code: 'proxy-refused' } },
  'tls-failed': { status: 502, body: { code: 'tls-failed' } },
  unreachable: { status: 502, body: { code: 'unreachable' } },
}

/** The reply to a sign-in that failed at Five9, or on the way there. */
export function signInErrorFor(failed: Failed): AppError {
  if (failed.code === 'notices-waiting')
    return new AppError(409, { code: 'notices-waiting', params: { notices: [...failed.notices] } })
  const { status, body } = denials[failed.code] ?? { status: 502, body: { code: 'five9-failed' } }
  return new AppError(status, body)
}

/** The reply to a sign-in that a limit refuses. */
export const signInLimitError = (limit: SignInLimit, retryAfterMs: number): AppError =>
  new AppError(
    429,
    {
      code: 'too-many-attempts',
      params: { limit, retryAfterSeconds: retryAfterSeconds(retryAfterMs) },
    },
    retryAfterMs,
  )
