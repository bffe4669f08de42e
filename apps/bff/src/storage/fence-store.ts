import type { Db } from './database.ts'

/**
 * Takes the next fence of a feed on a server with one process: higher than any before, and at least the wall clock, so
 * that a database restored from a backup does not repeat fences either.
 * @param wallMs epoch milliseconds
 * @throws StorageError
 */
export function nextFence(db: Db, feed: string, wallMs: number): Promise<number> {
  return db.transaction().execute(async (transaction) => {
    const query = transaction.selectFrom('feed_fences').select('fence').where('feed', '=', feed)
    const last = (await query.executeTakeFirst())?.fence ?? 0
    const fence = Math.max(wallMs, last + 1)
    await transaction
      .insertInto('feed_fences')
      .values({ feed, fence })
      .onConflict((conflict) => conflict.column('feed').doUpdateSet({ fence }))
      .execute()
    return fence
  })
}
