import { hash, randomBytes } from 'node:crypto'

/** A browser that has signed in as a Five9 user. */
export interface BrowserSession {
  /** The hash of the session's id. The id itself is only in the cookie of the browser. */
  readonly key: string
  readonly username: string
  /** Five9's id of the user's domain. */
  readonly org: string
}

/** Asynchronous, because several processes may share the sessions. */
export interface BrowserSessions {
  /** Begins a session; the result is the secret for the cookie. */
  readonly begin: (user: { readonly username: string; readonly org: string }) => Promise<string>
  readonly find: (id: string | undefined) => Promise<BrowserSession | undefined>
  readonly end: (key: string) => Promise<void>
  /** Ends expired sessions. A session in use, for example by an open socket, is not idle. */
  readonly sweep: (isInUse: (key: string) => boolean) => Promise<void>
  readonly count: (username: string) => Promise<number>
}

interface StoredSession extends BrowserSession {
  readonly beganAt: number
  usedAt: number
}

const maxIdleMs = 24 * 3_600_000
export const maxSessionAgeMs = 30 * 24 * 3_600_000
/** Sessions of one user. A further sign-in ends the session that was used the longest ago. */
const maxPerUser = 20

/**
 * Sessions in memory: a restart signs everybody out, and no Five9 password is ever written to disk.
 * @param deps.now monotonic milliseconds
 */
export function createBrowserSessions(deps: {
  readonly now: () => number
  readonly onEnded: (session: BrowserSession) => void
}): BrowserSessions {
  const sessions = new Map<string, StoredSession>()
  const keyFor = (id: string) => hash('sha256', id)

  function end(key: string): void {
    const session = sessions.get(key)
    if (session !== undefined && sessions.delete(key)) deps.onEnded(session)
  }

  const hasExpired = ({ beganAt, usedAt }: StoredSession) =>
    deps.now() - usedAt > maxIdleMs || deps.now() - beganAt > maxSessionAgeMs
  const sessionsOf = (username: string) =>
    [...sessions.values()].filter((session) => session.username === username)

  function begin({ username, org }: { readonly username: string; readonly org: string }): string {
    const others = sessionsOf(username)
    const idlest = others.toSorted((a, b) => a.usedAt - b.usedAt)[0]
    const id = randomBytes(32).toString('base64url')
    const at = deps.now()
    sessions.set(keyFor(id), { key: keyFor(id), username, org, beganAt: at, usedAt: at })
    // After the new session is stored, so that the user's feed does not stop in between.
    if (others.length >= maxPerUser && idlest !== undefined) end(idlest.key)
    return id
  }

  function find(id: string): BrowserSession | undefined {
    const session = sessions.get(keyFor(id))
    if (session === undefined) return undefined
    if (hasExpired(session)) {
      end(session.key)
      return undefined
    }
    session.usedAt = deps.now()
    return session
  }

  return {
    begin: (user) => Promise.resolve(begin(user)),
    find: (id) => Promise.resolve(id === undefined ? undefined : find(id)),
    end(key) {
      end(key)
      return Promise.resolve()
    },
    sweep(isInUse) {
      for (const session of [...sessions.values()]) {
        if (isInUse(session.key)) session.usedAt = deps.now()
        if (hasExpired(session)) end(session.key)
      }
      return Promise.resolve()
    },
    count: (username) => Promise.resolve(sessionsOf(username).length),
  }
}
