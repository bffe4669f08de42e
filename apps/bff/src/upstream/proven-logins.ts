import { hash, randomBytes, timingSafeEqual } from 'node:crypto'

/** A login that Five9 has accepted, with the instant until which it may be used again. */
interface Proven<C> {
  readonly client: C
  readonly salt: Buffer
  readonly digest: Buffer
  readonly until: number
}

/**
 * Remembers logins that Five9 has accepted, so that a repeated sign-in of the same user does not create another one:
 * Five9 ends a login only together with all sessions of its user, so an abandoned login could not be ended. Passwords
 * are stored as salted digests, in memory, for ten minutes.
 */
export interface ProvenLogins<C> {
  readonly keep: (user: string, password: string, client: C) => void
  /** The login that Five9 accepted for exactly this password. */
  readonly find: (user: string, password: string) => C | undefined
  readonly forget: (user: string) => void
}

/** After a change at Five9 the old password may be accepted here for at most this time. */
const retainMs = 600_000

/** @param now monotonic milliseconds */
export function createProvenLogins<C>(now: () => number): ProvenLogins<C> {
  const logins = new Map<string, Proven<C>>()
  const digestOf = (salt: Buffer, password: string) =>
    hash('sha512', Buffer.concat([salt, Buffer.from(password)]), 'buffer')

  return {
    keep(user, password, client) {
      for (const [other, { until }] of logins) if (now() >= until) logins.delete(other)
      const salt = randomBytes(32)
      logins.set(user, { client, salt, digest: digestOf(salt, password), until: now() + retainMs })
    },
    find(user, password) {
      const proven = logins.get(user)
      if (proven === undefined || now() >= proven.until) return undefined
      return timingSafeEqual(proven.digest, digestOf(proven.salt, password)) ? proven.client : undefined
    },
    forget: (user) => {
      logins.delete(user)
    },
  }
}
