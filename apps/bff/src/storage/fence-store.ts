import { sql } from 'kysely'
import type { Db } from './database.ts'

/**
 * Takes the next fence of a feed on a server with one process: higher than any before, and at least the wall clock, so
 * that a database restored from a backup does not repeat fences either.
 * @param wallMs epoch milliseconds
 * @throws StorageError
 */
export async function nextFence(db: Db, feed: string, wallMs: number): Promise<number> {
  const { fence } = await db
    .insertInto('feed_fences')
    .values({ feed, fence: wallMs })
    .onConflict((conflict) =>
      conflict.column('feed').doUpdateSet({
        fence: sql<number>`CASE WHEN feed_fences.fence >= excluded.fence THEN feed_fences.fence + 1 ELSE excluded.fence END`,
      }),
    )
    .returning('fence')
    .executeTakeFirstOrThrow()
  return fence
}
