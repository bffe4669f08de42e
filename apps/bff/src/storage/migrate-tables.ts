import { Migrator, type Kysely } from 'kysely'
import { migrations } from './migrations.ts'
import { StorageUnusable } from './storage-error.ts'
import type { Tables } from './tables.ts'

/**
 * Creates the tables, or changes those of an older version, in one transaction. On PostgreSQL one node does it, under an
 * advisory lock, and the others wait for it.
 * @throws StorageUnusable when a newer version of the wallboard has changed the tables
 */
export async function migrateTables(db: Kysely<Tables>): Promise<void> {
  const provider = { getMigrations: () => Promise.resolve(migrations) }
  const { error } = await new Migrator({ db, provider }).migrateToLatest()
  if (error === undefined) return
  const newer =
    error instanceof Error ? /executed migration (\S+) is missing/.exec(error.message)?.[1] : undefined
  if (newer !== undefined)
    throw new StorageUnusable(
      `a newer version of the wallboard has changed the tables of the database (${newer}); start that version`,
      { cause: error },
    )
  throw error instanceof Error ? error : new Error('the tables cannot be migrated', { cause: error })
}
