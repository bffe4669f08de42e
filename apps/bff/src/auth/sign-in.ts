import type { SignInChoices, SignInOutcome } from '../upstream/five9-logins.ts'
import type { BrowserSessions } from './browser-sessions.ts'
import type { DeviceTokens } from './device-tokens.ts'
import type { SignInRequest, SignInResult } from './session-routes.ts'
import { signInErrorFor, signInLimitError } from './sign-in-error.ts'
import { createSignInGate, type PasswordVerdict, type SignInLimiters } from './sign-in-gate.ts'

/** Errors that Five9 gives only after it has accepted the password. */
const afterRightPassword: ReadonlySet<string> = new Set([
  'duplicate-login',
  'session-stuck',
  'notices-waiting',
])

function verdictOf(outcome: SignInOutcome): PasswordVerdict {
  if (outcome.ok || afterRightPassword.has(outcome.code)) return 'right'
  return outcome.code === 'credentials-refused' ? 'wrong' : 'unknown'
}

/** Signs a browser in: checks the limits, lets Five9 verify the password, and begins a browser session. */
export function createSignIn(deps: {
  /** Verifies the password at Five9 and starts the user's feed. */
  readonly verify: (
    credentials: { readonly username: string; readonly password: string },
    choices: SignInChoices,
  ) => Promise<SignInOutcome>
  /** Maps all spellings of a user name that Five9 accepts to one. */
  readonly normalizeUsername: (username: string) => string
  readonly sessions: Pick<BrowserSessions, 'begin'>
  readonly deviceTokens: DeviceTokens
  readonly limiters: SignInLimiters
}): (request: SignInRequest) => Promise<SignInResult> {
  const gate = createSignInGate({ limiters: deps.limiters })

  return async ({ username, password, network, deviceToken, ...choices }) => {
    const account = deps.normalizeUsername(username)
    const attempt = { account, network, device: deps.deviceTokens.read(account, deviceToken) }
    const verify = () => deps.verify({ username, password }, choices)
    const gated = await gate.attempt(attempt, verify, verdictOf)
    if (!gated.ok) return { ok: false, error: signInLimitError(gated.limit, gated.retryAfterMs) }
    const outcome = gated.value
    if (!outcome.ok) return { ok: false, error: signInErrorFor(outcome) }
    return {
      ok: true,
      username: account,
      sessionId: await deps.sessions.begin({ username: account, org: outcome.org }),
      deviceToken: deps.deviceTokens.issue(account, deviceToken),
    }
  }
}
