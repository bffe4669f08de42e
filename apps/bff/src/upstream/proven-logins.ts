import { hash, randomBytes, timingSafeEqual } from 'node:crypto'

/** A login that Five9 has accepted, for as long as it is used again in place of another one. */
interface Proven<C> {
  readonly client: C
  readonly salt: Buffer
  readonly digest: Buffer
  readonly until: number
}

/**
 * Remembers logins that Five9 has accepted, so that the same person's next sign-in does not leave one more login
 * behind: Five9 ends a login only together with all sessions of its user, so that one which is left over cannot be
 * ended. Passwords are kept as salted digests, in memory, for minutes.
 */
export interface ProvenLogins<C> {
  readonly keep: (user: string, password: string, client: C) => void
  /** The login that Five9 accepted for exactly this password. */
  readonly find: (user: string, password: string) => C | undefined
  readonly forget: (user: string) => void
}

/** How long a changed password may still be accepted here after Five9 has forgotten it. */
const keptMs = 600_000

/** @param now monotonic milliseconds */
export function createProvenLogins<C>(now: () => number): ProvenLogins<C> {
  const kept = new Map<string, Proven<C>>()
  const digestOf = (salt: Buffer, password: string) =>
    hash('sha512', Buffer.concat([salt, Buffer.from(password)]), 'buffer')

  return {
    keep(user, password, client) {
      for (const [other, { until }] of kept) if (now() >= until) kept.delete(other)
      const salt = randomBytes(32)
      kept.set(user, { client, salt, digest: digestOf(salt, password), until: now() + keptMs })
    },
    find(user, password) {
      const proven = kept.get(user)
      if (proven === undefined || now() >= proven.until) return undefined
      return timingSafeEqual(proven.digest, digestOf(proven.salt, password)) ? proven.client : undefined
    },
    forget: (user) => {
      kept.delete(user)
    },
  }
}
