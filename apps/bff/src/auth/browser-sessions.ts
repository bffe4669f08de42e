import { hash, randomBytes } from 'node:crypto'

/** A browser that has signed in as a Five9 user. */
export interface BrowserSession {
  /** The hash under which it is kept; the id itself is only in the browser's cookie. */
  readonly key: string
  readonly username: string
  /** Five9's id of the user's domain. */
  readonly org: string
}

export interface BrowserSessions {
  /** Begins a session; the result is the secret for the cookie. */
  readonly begin: (user: { readonly username: string; readonly org: string }) => string
  readonly find: (id: string | undefined) => BrowserSession | undefined
  readonly end: (key: string) => void
  /** Ends what has expired. A session that is in use, by an open socket say, is not idle. */
  readonly sweep: (isInUse: (key: string) => boolean) => void
  readonly countOf: (username: string) => number
}

const idleMs = 24 * 3_600_000
export const absoluteMs = 30 * 24 * 3_600_000
/** Of one user. A further sign-in ends the one that was used the longest ago. */
const mostOfUser = 20

/** Sessions in memory: a restart signs everybody out, and nobody's Five9 password is ever written down. */
export function createBrowserSessions(deps: {
  readonly now: () => number
  readonly onEnded: (session: BrowserSession) => void
}): BrowserSessions {
  const sessions = new Map<string, BrowserSession & { readonly beganAt: number; seenAt: number }>()
  const keyOf = (id: string) => hash('sha256', id)

  function end(key: string): void {
    const session = sessions.get(key)
    if (session !== undefined && sessions.delete(key)) deps.onEnded(session)
  }

  const hasExpired = ({ beganAt, seenAt }: { beganAt: number; seenAt: number }) =>
    deps.now() - seenAt > idleMs || deps.now() - beganAt > absoluteMs

  return {
    begin({ username, org }) {
      const own = [...sessions.values()].filter((session) => session.username === username)
      const idlest = own.reduce<(typeof own)[number] | undefined>(
        (least, each) => (least === undefined || each.seenAt < least.seenAt ? each : least),
        undefined,
      )
      const id = randomBytes(32).toString('base64url')
      const at = deps.now()
      sessions.set(keyOf(id), { key: keyOf(id), username, org, beganAt: at, seenAt: at })
      // After the new one is there, so that the user's feed does not end in between.
      if (own.length >= mostOfUser && idlest !== undefined) end(idlest.key)
      return id
    },
    find(id) {
      const session = id === undefined ? undefined : sessions.get(keyOf(id))
      if (session === undefined) return undefined
      if (hasExpired(session)) {
        end(session.key)
        return undefined
      }
      session.seenAt = deps.now()
      return session
    },
    end,
    sweep(isInUse) {
      for (const session of [...sessions.values()]) {
        if (isInUse(session.key)) session.seenAt = deps.now()
        if (hasExpired(session)) end(session.key)
      }
    },
    countOf: (username) => [...sessions.values()].filter((session) => session.username === username).length,
  }
}
