import type { StoredSession } from './browser-session-store.ts'

/** A browser session in the memory of a node. */
export interface KnownSession extends StoredSession {
  usedAt: number
  /** When its use was stored last. */
  useStoredAt: number
  /** When the database has confirmed last that it exists. */
  confirmedAt: number
  /** False while its row could not be written. */
  isStored: boolean
}

/** The browser sessions that a node has seen, so that requests and upgrades read no table. */
export interface KnownSessions {
  readonly get: (key: string) => KnownSession | undefined
  readonly all: () => readonly KnownSession[]
  readonly began: (session: StoredSession, isStored: boolean) => void
  /** Takes over what was read; undefined when the session has ended while it was read. */
  readonly read: (stored: StoredSession) => KnownSession | undefined
  /** Forgets a session that has ended, and returns it. It cannot be read again. */
  readonly forget: (key: string) => KnownSession | undefined
  readonly hasEnded: (key: string) => boolean
  /** The row of an ended session is removed. */
  readonly removed: (key: string) => void
  /** Sessions that have ended, and whose rows still exist. */
  readonly unremoved: () => readonly string[]
  /** The sessions that were used after their use was stored, at least this long ago. */
  readonly usedSince: (ms: number) => readonly string[]
  readonly useStored: (keys: readonly string[]) => void
  /** Drops the records of sessions that ended long ago. */
  readonly sweep: () => void
}

/** A read from the database ends within this time: afterwards nobody can read an ended session. */
const rememberEndedMs = 5 * 60_000

export function createKnownSessions(now: () => number): KnownSessions {
  const sessions = new Map<string, KnownSession>()
  const ended = new Map<string, { readonly at: number; isRemoved: boolean }>()

  return {
    get: (key) => sessions.get(key),
    all: () => [...sessions.values()],
    began(session, isStored) {
      const at = now()
      sessions.set(session.key, { ...session, useStoredAt: at, confirmedAt: at, isStored })
    },
    read(stored) {
      if (ended.has(stored.key)) return undefined
      const before = sessions.get(stored.key)
      // An instant of the future was written before the clock was set back.
      const usedAt = Math.min(now(), Math.max(stored.usedAt, before?.usedAt ?? -Infinity))
      const useStoredAt = Math.min(now(), Math.max(stored.usedAt, before?.useStoredAt ?? -Infinity))
      const session = { ...stored, usedAt, useStoredAt, confirmedAt: now(), isStored: true }
      sessions.set(stored.key, session)
      return session
    },
    forget(key) {
      const session = sessions.get(key)
      sessions.delete(key)
      ended.set(key, { at: now(), isRemoved: false })
      return session
    },
    hasEnded: (key) => ended.has(key),
    removed(key) {
      const record = ended.get(key)
      if (record !== undefined) record.isRemoved = true
    },
    unremoved: () => [...ended].flatMap(([key, { isRemoved }]) => (isRemoved ? [] : [key])),
    usedSince: (ms) =>
      [...sessions.values()].flatMap(({ key, usedAt, useStoredAt, isStored }) =>
        isStored && usedAt > useStoredAt && now() - useStoredAt >= ms ? [key] : [],
      ),
    useStored(keys) {
      for (const key of keys) {
        const session = sessions.get(key)
        if (session !== undefined) session.useStoredAt = now()
      }
    },
    sweep() {
      for (const [key, { at, isRemoved }] of ended)
        if (isRemoved && now() - at > rememberEndedMs) ended.delete(key)
    },
  }
}
