import type { BrowserSessionStore } from './browser-session-store.ts'
import type { KnownSessions } from './known-sessions.ts'

/** The use of a session is stored at most this often. */
const storeUseEveryMs = 60_000
const removeExpiredEveryMs = 3_600_000

/** Runs work that is repeated later when it fails. Of failures in a row the first one is logged. */
export function createRetriedWork(
  logError: (error: unknown) => void,
): (work: () => Promise<void>) => Promise<void> {
  let isFailing = false
  return async (work) => {
    try {
      await work()
      isFailing = false
    } catch (error) {
      if (!isFailing) logError(error)
      isFailing = true
    }
  }
}

/**
 * Stores the changes in the memory of a node: sessions that ended, could not be stored before, or were used. Rows
 * of expired sessions, which nobody uses, are removed once an hour.
 */
export function createStoredChanges(deps: {
  readonly store: BrowserSessionStore
  readonly known: KnownSessions
  /** Epoch milliseconds. */
  readonly now: () => number
  readonly removeRow: (key: string) => Promise<void>
  readonly limits: { readonly maxIdleMs: number; readonly maxAgeMs: number }
}): () => Promise<void> {
  const { store, known, now, limits } = deps
  let expiredRemovedAt = -Infinity

  return async () => {
    for (const key of known.unremoved()) await deps.removeRow(key)
    for (const session of known.all())
      if (!session.isStored) {
        await store.add(session)
        session.isStored = true
      }
    const used = known.usedSince(storeUseEveryMs)
    if (used.length > 0) await store.used(used, now())
    known.useStored(used)
    if (now() - expiredRemovedAt < removeExpiredEveryMs) return
    await store.removeExpired({ usedBefore: now() - limits.maxIdleMs, beganBefore: now() - limits.maxAgeMs })
    expiredRemovedAt = now()
  }
}
