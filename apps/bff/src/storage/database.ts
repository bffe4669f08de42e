import Database from 'libsql'
import { Kysely, Migrator, SqliteDialect } from 'kysely'
import { existsSync, mkdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { migrations } from './migrations.ts'
import type { Tables } from './tables.ts'

export type Db = Kysely<Tables>

/** The directory cannot hold the database; the message says why and what to do. */
export class StorageUnusable extends Error {
  override name = 'StorageUnusable'
}

/**
 * Opens `wallboard.db` in a directory that is made when it is missing, and brings its tables up to date.
 * @throws StorageUnusable when the directory or the file cannot be used
 */
export async function openDatabase(dataDir: string): Promise<Db> {
  const db = open(dataDir)
  const { error } = await new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(migrations) },
  }).migrateToLatest()
  if (error !== undefined) {
    await db.destroy()
    throw unusable(dataDir, error)
  }
  return db
}

/** Level by level: the recursive form never ends below a directory such as /proc, which takes no directories. */
function makeDirectory(path: string): void {
  if (existsSync(path)) return
  makeDirectory(dirname(path))
  mkdirSync(path, { mode: 0o700 })
}

function open(dataDir: string): Db {
  try {
    makeDirectory(resolve(dataDir))
    const database = new Database(join(dataDir, 'wallboard.db'))
    // A power cut leaves the last acknowledged write, never half of one.
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = FULL')
    return new Kysely<Tables>({ dialect: new SqliteDialect({ database }) })
  } catch (error) {
    throw unusable(dataDir, error)
  }
}

function unusable(dataDir: string, cause: unknown): StorageUnusable {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new StorageUnusable(
    `DATA_DIR ${dataDir} cannot be used (${reason}); name a directory that this user may write`,
    { cause },
  )
}
