import { sql } from 'kysely'
import type { Db } from '../storage/database.ts'
import { maxClaimDelayMs, type DisplaySocketStore, type OpenedSocket } from './display-sockets.ts'

const byId = (a: OpenedSocket, b: OpenedSocket) => (a.id < b.id ? -1 : 1)

/** Numbers of sockets in the database. Two nodes that number one display at once get different numbers. */
export function createDisplaySocketStore(db: Db): DisplaySocketStore {
  async function claim(node: string, sockets: readonly OpenedSocket[], isLate: boolean) {
    // Rows are locked in one order, so that two nodes never wait for each other.
    const rows = sockets.toSorted(byId)
    if (rows.length === 0) return new Map<string, number>()
    const numbered = await db.transaction().execute(async (transaction) => {
      await transaction
        .insertInto('display_sockets')
        .values(rows.map(({ id, openedAt }) => ({ display: id, node, number: 1, opened_at: openedAt })))
        .onConflict((conflict) => {
          const update = conflict.column('display').doUpdateSet((row) => ({
            number: sql<number>`display_sockets.number + 1`,
            node: row.ref('excluded.node'),
            opened_at: row.ref('excluded.opened_at'),
          }))
          return update.where((row) => {
            const opened = row.ref('excluded.opened_at')
            const isNewer = row('display_sockets.opened_at', '<=', opened)
            if (isLate) return isNewer
            const latest = sql<number>`${opened} + ${sql.lit(maxClaimDelayMs)}`
            return row.or([isNewer, row('display_sockets.opened_at', '>', latest)])
          })
        })
        .execute()
      const ids = rows.map(({ id }) => id)
      const own = transaction.selectFrom('display_sockets').select(['display', 'number'])
      return own.where('node', '=', node).where('display', 'in', ids).execute()
    })
    return new Map(numbered.map(({ display, number }) => [display, number]))
  }

  return {
    claim: (node, sockets) => claim(node, sockets, false),
    claimLate: (node, sockets) => claim(node, sockets, true),
    async find(ids) {
      if (ids.length === 0) return new Map()
      const query = db.selectFrom('display_sockets').select(['display', 'node', 'number'])
      const rows = await query.where('display', 'in', ids).execute()
      return new Map(rows.map(({ display, node, number }) => [display, { node, number }]))
    },
  }
}
