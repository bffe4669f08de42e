import type { Db } from '../storage/database.ts'
import { slicesOf } from '../storage/slices.ts'

/** A browser session as the database holds it. Instants are epoch milliseconds. */
export interface StoredSession {
  /** The hash of the session's id. */
  readonly key: string
  readonly org: string
  readonly username: string
  readonly beganAt: number
  readonly usedAt: number
}

/** Storage of browser sessions, on either engine. */
export interface BrowserSessionStore {
  readonly add: (session: StoredSession) => Promise<void>
  /** The sessions that still exist. */
  readonly find: (keys: readonly string[]) => Promise<readonly StoredSession[]>
  readonly ofUser: (username: string) => Promise<readonly StoredSession[]>
  /** Stores that the sessions were used; an earlier instant than the stored one changes nothing. */
  readonly used: (keys: readonly string[], at: number) => Promise<void>
  readonly remove: (key: string) => Promise<void>
  /** Removes the sessions that were not used since one instant, or began before the other. */
  readonly removeExpired: (limits: {
    readonly usedBefore: number
    readonly beganBefore: number
  }) => Promise<void>
}

/** Keys in one statement. */
const sliceKeys = 200

type Row = Readonly<Record<'key' | 'org' | 'username' | 'began_at' | 'used_at', unknown>>

/** A damaged row is no session: its browser signs in again. */
function toSession({
  key,
  org,
  username,
  began_at: beganAt,
  used_at: usedAt,
}: Row): readonly StoredSession[] {
  if (typeof key !== 'string' || typeof org !== 'string' || typeof username !== 'string') return []
  if (typeof beganAt !== 'number' || typeof usedAt !== 'number') return []
  return [{ key, org, username, beganAt, usedAt }]
}

export function createBrowserSessionStore(db: Db): BrowserSessionStore {
  const table = () => db.selectFrom('browser_sessions').selectAll()
  return {
    async add({ key, org, username, beganAt, usedAt }) {
      const row = { key, org, username, began_at: beganAt, used_at: usedAt }
      await db.insertInto('browser_sessions').values(row).execute()
    },
    async find(keys) {
      const found: StoredSession[] = []
      for (const slice of slicesOf(keys, sliceKeys))
        found.push(...(await table().where('key', 'in', slice).execute()).flatMap(toSession))
      return found
    },
    ofUser: async (username) => (await table().where('username', '=', username).execute()).flatMap(toSession),
    async used(keys, at) {
      for (const slice of slicesOf(keys, sliceKeys)) {
        const update = db.updateTable('browser_sessions').set({ used_at: at })
        await update.where('key', 'in', slice).where('used_at', '<', at).execute()
      }
    },
    async remove(key) {
      await db.deleteFrom('browser_sessions').where('key', '=', key).execute()
    },
    async removeExpired({ usedBefore, beganBefore }) {
      await db
        .deleteFrom('browser_sessions')
        .where((where) => where.or([where('used_at', '<', usedBefore), where('began_at', '<', beganBefore)]))
        .execute()
    },
  }
}
