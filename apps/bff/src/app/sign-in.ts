import type { Five9ErrorCode } from '@wallboard/five9'
import { normalizeUsername, type Feeds } from '../upstream/feeds.ts'
import type { SignInOutcome } from '../upstream/five9-logins.ts'
import type { SignInRequest, SignInResult } from '../auth/session-routes.ts'
import type { BrowserSessions } from '../auth/browser-sessions.ts'
import type { DeviceTokens } from '../auth/device-tokens.ts'
import { signInErrorFor, signInLimitError } from '../auth/sign-in-error.ts'
import { createSignInGate, type PasswordVerdict } from '../auth/sign-in-gate.ts'

/** Five9 says more than "no" only of a password that it has accepted. */
const rightThough: ReadonlySet<Five9ErrorCode> = new Set(['duplicate-login', 'session-stuck'])

function verdictOf(proof: SignInOutcome): PasswordVerdict {
  if (proof.ok || rightThough.has(proof.code)) return 'right'
  return proof.code === 'credentials-refused' ? 'wrong' : 'unsaid'
}

/** A sign-in from a browser: within its limits, proven by Five9, and with a session at the end. */
export function createSignIn(deps: {
  readonly feeds: Pick<Feeds, 'signIn'>
  readonly sessions: Pick<BrowserSessions, 'begin'>
  readonly deviceTokens: DeviceTokens
  /** Monotonic milliseconds. */
  readonly now: () => number
}): (given: SignInRequest) => Promise<SignInResult> {
  const gate = createSignInGate({ now: deps.now })

  return async ({ username: given, password, force, network, deviceToken }) => {
    const account = normalizeUsername(given)
    const attempt = { account, network, device: deps.deviceTokens.read(account, deviceToken) }
    const ask = () => deps.feeds.signIn({ username: given, password }, force)
    const gated = await gate.attempt(attempt, ask, verdictOf)
    if (!gated.ok) return { ok: false, error: signInLimitError(gated.limit, gated.retryAfterMs) }
    const proof = gated.value
    if (!proof.ok) return { ok: false, error: signInErrorFor(proof.code) }
    return {
      ok: true,
      username: account,
      sessionId: deps.sessions.begin({ username: account, org: proof.org }),
      deviceToken: deps.deviceTokens.issue(account, deviceToken),
    }
  }
}
