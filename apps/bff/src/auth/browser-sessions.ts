import { hash, randomBytes } from 'node:crypto'
import type { Hints } from '../bus/hints.ts'
import { StorageError } from '../storage/storage-error.ts'
import type { BrowserSessionStore } from './browser-session-store.ts'
import { createRetriedWork, createStoredChanges } from './stored-changes.ts'
import { createKnownSessions, type KnownSession, type KnownSessions } from './known-sessions.ts'

/** A browser that has signed in as a Five9 user. */
export interface BrowserSession {
  /** The hash of the session's id. The id itself is only in the cookie of the browser. */
  readonly key: string
  readonly username: string
  /** Five9's id of the user's domain. */
  readonly org: string
}

/** The browser sessions of all nodes. They outlive a restart; Five9 passwords do not, and are never stored. */
export interface BrowserSessions {
  /** Begins a session; the result is the secret for the cookie. @throws StorageError when the database is not reachable */
  readonly begin: (user: { readonly username: string; readonly org: string }) => Promise<string>
  /**
   * The session of a cookie. It is read from the database once and then known in memory.
   * @throws StorageError when it is not known, or not confirmed for an hour, and the database cannot be read
   */
  readonly find: (id: string | undefined) => Promise<BrowserSession | undefined>
  /**
   * Ends a session on this node at once, and on the others with the next hint.
   * @throws StorageError in a cluster, when its row could not be removed yet; that is retried
   */
  readonly end: (key: string) => Promise<void>
  /** Ends expired sessions, and stores which were used. A session in use, for example by an open socket, is not idle. */
  readonly sweep: (isInUse: (key: string) => boolean) => Promise<void>
  readonly count: (username: string) => Promise<number>
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const maxIdleMs = 24 * hourMs
export const maxSessionAgeMs = 30 * 24 * hourMs
/** Sessions of one user. A further sign-in ends the session that was used the longest ago. */
const maxPerUser = 20
/** Without an answer of the database a known session of a cluster stays valid for this long. */
const validUnconfirmedMs = hourMs

const keyFor = (id: string) => hash('sha256', id)
/** The ids that `begin` makes; anything else is refused unread. */
const isSessionId = (id: string) => /^[\w-]{43}$/.test(id)

/**
 * @param deps.now epoch milliseconds of a clock that does not step while this process runs; in a cluster the one that all
 * nodes share
 * @param deps.hints those of a cluster; with one node every change is made by this process
 * @param deps.onEnded is called once for each known session that has ended, on this node or another one
 */
export function createBrowserSessions(deps: {
  readonly store: BrowserSessionStore
  readonly now: () => number
  readonly hints: Pick<Hints, 'announce' | 'on' | 'isShared'>
  readonly onEnded: (session: BrowserSession) => void
  /** A session of the user began or was used on this node. */
  readonly onSeen?: (username: string) => void
  readonly logError: (error: unknown) => void
}): BrowserSessions {
  const { store, now, hints } = deps
  const known = createKnownSessions(now)
  const tryStorage = createRetriedWork(deps.logError)
  /** Counts the hints of ended sessions. */
  let endedElsewhere = 0

  const hasExpired = ({ beganAt, usedAt }: Pick<KnownSession, 'beganAt' | 'usedAt'>) =>
    now() - usedAt > maxIdleMs || now() - beganAt > maxSessionAgeMs
  const isConfirmed = ({ confirmedAt }: KnownSession) =>
    !hints.isShared || now() - confirmedAt <= validUnconfirmedMs

  /** Ends a session in the memory of this node. */
  function forget(key: string): void {
    const session = known.forget(key)
    if (session !== undefined) deps.onEnded({ key, username: session.username, org: session.org })
  }

  async function removeRow(key: string): Promise<void> {
    await store.remove(key)
    known.removed(key)
    hints.announce('session', key)
  }

  /** The row of a session no longer exists. */
  function gone(key: string): void {
    forget(key)
    known.removed(key)
  }

  async function end(key: string): Promise<void> {
    forget(key)
    await (hints.isShared ? removeRow(key) : tryStorage(() => removeRow(key)))
  }

  /** Reads again when a session of another node has ended in the meantime: it may be this one. */
  async function read(key: string): Promise<KnownSession | undefined> {
    for (;;) {
      const before = endedElsewhere
      const [stored] = await store.find([key])
      if (before === endedElsewhere) return stored === undefined ? undefined : known.read(stored)
    }
  }

  async function find(id: string): Promise<BrowserSession | undefined> {
    const key = keyFor(id)
    if (known.hasEnded(key)) return undefined
    let session = known.get(key)
    // An unconfirmed session may have ended on another node, or be in use there while it is idle here.
    if (session === undefined || !isConfirmed(session))
      session = (await read(key)) ?? (session?.isStored === false ? session : undefined)
    if (session === undefined) {
      if (known.get(key) !== undefined) gone(key)
      return undefined
    }
    if (hasExpired(session)) {
      await tryStorage(() => end(key))
      return undefined
    }
    session.usedAt = now()
    deps.onSeen?.(session.username)
    return { key, username: session.username, org: session.org }
  }

  /** Reads known sessions again: those that no longer exist have ended on another node. */
  async function readAgain(keys: readonly string[]): Promise<void> {
    const stored = new Map((await store.find(keys)).map((session) => [session.key, session]))
    for (const key of keys) {
      const session = stored.get(key)
      if (session !== undefined) known.read(session)
      else if (known.get(key)?.isStored === true) gone(key)
    }
  }
  const storedKeys = () => known.all().flatMap(({ key, isStored }) => (isStored ? [key] : []))

  const sessionsOf = createSessionsOf(store, known)
  const storeChanges = createStoredChanges({
    ...{ store, known, now, removeRow },
    limits: { maxIdleMs, maxAgeMs: maxSessionAgeMs },
  })

  hints.on('session', (key) => {
    endedElsewhere += 1
    void tryStorage(() =>
      readAgain(key === undefined ? storedKeys() : known.get(key) === undefined ? [] : [key]),
    )
  })

  async function begin({
    username,
    org,
  }: {
    readonly username: string
    readonly org: string
  }): Promise<string> {
    const id = randomBytes(32).toString('base64url')
    const at = now()
    const session = { key: keyFor(id), username, org, beganAt: at, usedAt: at }
    const isStored = await store.add(session).then(
      () => true,
      (error: unknown) => {
        // A full disk refuses nobody: the session is in memory until it can be stored.
        if (!(error instanceof StorageError) || hints.isShared) throw error
        deps.logError(error)
        return false
      },
    )
    known.began(session, isStored)
    deps.onSeen?.(username)
    const others = (await sessionsOf(username)).filter(({ key }) => key !== session.key)
    // After the new session is stored, so that the user's feed does not stop in between.
    const idlest = others.toSorted((a, b) => a.usedAt - b.usedAt)
    for (const { key } of idlest.slice(0, Math.max(0, others.length - maxPerUser + 1))) await end(key)
    return id
  }

  return {
    begin,
    find: (id) => (id === undefined || !isSessionId(id) ? Promise.resolve(undefined) : find(id)),
    end,
    async sweep(isInUse) {
      for (const session of known.all()) if (isInUse(session.key)) session.usedAt = now()
      const expiredKeys = () => known.all().flatMap((session) => (hasExpired(session) ? [session.key] : []))
      await tryStorage(async () => {
        if (hints.isShared && expiredKeys().length > 0) await readAgain(expiredKeys())
        for (const key of expiredKeys()) await end(key)
        await storeChanges()
      })
      known.sweep()
    },
    count: async (username) => (await sessionsOf(username)).length,
  }
}

/** The sessions of a user that have not ended, with the latest use that this node knows. */
const createSessionsOf =
  (store: BrowserSessionStore, known: KnownSessions) =>
  async (username: string): Promise<readonly { readonly key: string; readonly usedAt: number }[]> => {
    const stored = await store.ofUser(username)
    const unstored = known.all().filter((session) => !session.isStored && session.username === username)
    return [...stored, ...unstored]
      .filter(({ key }) => !known.hasEnded(key))
      .map(({ key, usedAt }) => ({ key, usedAt: Math.max(usedAt, known.get(key)?.usedAt ?? 0) }))
  }
