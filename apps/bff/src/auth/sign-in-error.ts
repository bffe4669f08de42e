import type { Five9ErrorCode } from '@wallboard/five9'
import type { AttemptLimit } from './sign-in-gate.ts'

/** What a refused sign-in tells the browser. */
export interface Refusal {
  readonly status: number
  readonly code: string
  readonly message: string
}

const refusals: Readonly<Partial<Record<Five9ErrorCode, Refusal>>> = {
  'credentials-refused': {
    status: 401,
    code: 'credentials-refused',
    message: 'Five9 refused this username or password. Check both and try again.',
  },
  'duplicate-login': {
    status: 409,
    code: 'duplicate-login',
    message: 'This user already has a Five9 session elsewhere. Taking it over ends that session.',
  },
  'session-stuck': {
    status: 409,
    code: 'session-stuck',
    message:
      'Five9 wants something from this user first, such as reading a notice. Sign in to Five9 once, then here.',
  },
  'proxy-refused': {
    status: 502,
    code: 'proxy-refused',
    message:
      'The proxy between this server and Five9 lets nothing through, so nobody can sign in now. Ask your administrator to check HTTPS_PROXY, its user name and password, and the rules of the proxy.',
  },
  'tls-failed': {
    status: 502,
    code: 'tls-failed',
    message:
      'The TLS certificate that this server was shown for Five9 cannot be trusted, so nobody can sign in now. Ask your administrator to check the clock and the trusted certificates of this server, and any proxy between it and Five9.',
  },
  unreachable: {
    status: 502,
    code: 'unreachable',
    message:
      'Five9 does not answer, so nobody can sign in now. Check the connection of this server and try again.',
  },
}

/** Turns the code of a failed sign-in into what the person is told: what happened, what it means, what to do. */
export function signInErrorFor(code: Five9ErrorCode): Refusal {
  return (
    refusals[code] ?? {
      status: 502,
      code: 'five9-failed',
      message:
        'Five9 answered in a way that this server does not understand. Try again; if it stays, tell your administrator.',
    }
  )
}

const limitWords: Readonly<Record<AttemptLimit, string>> = {
  browser: 'Too many wrong passwords were tried in this browser.',
  'account-here': 'Too many wrong passwords for this user were tried from this network.',
  account:
    'Too many wrong passwords for this user were tried from elsewhere. A browser in which the user has signed in before can still sign in.',
  network: 'Too many sign-ins were tried from this network.',
  all: 'Too many wrong passwords are being tried at this server. A browser in which you have signed in before can still sign in.',
  queue: 'Others are trying to sign in as this user right now.',
}

/** What the person is told whom a limit of sign-ins holds back. */
export function limitRefusal(
  limit: AttemptLimit,
  retryAfterMs: number,
): Refusal & { readonly retryAfterMs: number } {
  const seconds = Math.max(1, Math.ceil(retryAfterMs / 1_000))
  const when = seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`
  return {
    status: 429,
    code: 'too-many-attempts',
    message: `${limitWords[limit]} Wait ${when} and try again.`,
    retryAfterMs,
  }
}
