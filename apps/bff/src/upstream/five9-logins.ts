import { hash, timingSafeEqual } from 'node:crypto'
import { Five9Error, type Five9Client, type Five9ErrorCode, type Region } from '@wallboard/five9'
import type { Link } from '@wallboard/relay'
import type { Notice } from '@wallboard/relay/rest/notice'
import { createProvenLogins } from './proven-logins.ts'

export interface PasswordCredentials {
  readonly username: string
  readonly password: string
}

/** What a person chose when signing in, beside the credentials. */
export interface SignInChoices {
  /** Ends the session that the same user has elsewhere at Five9. */
  readonly force: boolean
  /** Undefined: the region of the server. */
  readonly region: Region | undefined
  /** Ids of the notices that the person has read and accepts. */
  readonly acceptNotices: readonly string[]
}

/** The result of a sign-in: Five9's id of the user's domain, or the code of the error. */
export type SignInOutcome =
  | { readonly ok: true; readonly org: string }
  | { readonly ok: false; readonly code: Five9ErrorCode | 'other-region' }
  | { readonly ok: false; readonly code: 'notices-waiting'; readonly notices: readonly Notice[] }

/** Errors that leave the login valid: the person can answer them, or the password alone was wrong. */
const keepLoginAfter: ReadonlySet<Five9ErrorCode> = new Set([
  'duplicate-login',
  'session-stuck',
  'credentials-refused',
])

/** Compares a text with a secret in constant time. */
export function createSecretCheck(secret: string): (text: string) => boolean {
  const expected = hash('sha512', secret, 'buffer')
  return (text) => timingSafeEqual(hash('sha512', text, 'buffer'), expected)
}

/** Logins at Five9, used again where Five9 has accepted the same password before. Keys are normalized user names. */
export interface Five9Logins {
  /**
   * Gives a client that is signed in. `linkState` is that of the user's feed, where one runs.
   * @throws Five9Error
   */
  readonly signIn: (
    key: string,
    credentials: PasswordCredentials,
    region: Region | undefined,
    linkState: Link['state'] | undefined,
  ) => Promise<Five9Client>
  readonly remember: (key: string, password: string, client: Five9Client) => void
  readonly forget: (key: string) => void
  /** Runs a sign-in. A Five9Error becomes its code; other errors are thrown. */
  readonly attempt: (key: string, work: () => Promise<SignInOutcome>) => Promise<SignInOutcome>
}

export function createFive9Logins(deps: {
  readonly createClient: (credentials: PasswordCredentials, region: Region | undefined) => Five9Client
  /** Monotonic milliseconds. */
  readonly monotonic: () => number
}): Five9Logins {
  const proven = createProvenLogins<Five9Client>(deps.monotonic)

  return {
    async signIn(key, credentials, region, linkState = 'up') {
      if (linkState === 'ended') proven.forget(key)
      const known = linkState === 'down' ? undefined : proven.find(key, credentials.password)
      if (known?.account() !== undefined) return known
      const client = deps.createClient(credentials, region)
      await client.signIn()
      proven.keep(key, credentials.password, client)
      return client
    },
    remember: proven.keep,
    forget: proven.forget,
    async attempt(key, work) {
      try {
        return await work()
      } catch (error) {
        if (!(error instanceof Five9Error)) throw error
        if (!keepLoginAfter.has(error.code)) proven.forget(key)
        return { ok: false, code: error.code }
      }
    },
  }
}
