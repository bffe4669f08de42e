import { Kysely, Migrator } from 'kysely'
import { contentsOf, writeRecord } from './change-record.ts'
import { createDatabaseFile, prepareDirectory, unusable, type DataFiles } from './data-directory.ts'
import { lockDirectory } from './directory-lock.ts'
import { inspectInChild } from './inspect-in-child.ts'
import type { Inspection } from './inspection.ts'
import { startMaintenance } from './maintenance.ts'
import { migrations } from './migrations.ts'
import { recoverDatabase } from './recovery.ts'
import { openSqlite } from './sqlite.ts'
import { createStorageDialect } from './storage-dialect.ts'
import { silentLog, type StorageLog } from './storage-log.ts'
import type { Tables } from './tables.ts'

export type Db = Kysely<Tables>

export interface StorageOptions {
  readonly log?: StorageLog
  /** Epoch milliseconds. */
  readonly now?: () => number
  /** How files are inspected before one is opened. */
  readonly inspect?: (path: string) => Promise<Inspection>
}

/**
 * Opens the database of a directory, which is created when it is missing, and brings its tables up to date. The
 * directory is this process's until `destroy`, which leaves everything in the database file itself. A database that is
 * damaged or has lost changes is replaced by the newest good backup.
 * @throws StorageUnusable when the directory is in use, cannot be written, or holds nothing that can be used
 */
export async function openDatabase(dataDir: string, options: StorageOptions = {}): Promise<Db> {
  const files = prepareDirectory(dataDir)
  try {
    const lock = lockDirectory(files)
    try {
      return await open(files, lock.resumeReading, options)
    } catch (error) {
      lock.resumeReading()
      throw error
    }
  } catch (error) {
    throw unusable(dataDir, error)
  }
}

async function open(files: DataFiles, resumeReading: () => void, options: StorageOptions): Promise<Db> {
  const { log = silentLog, now = Date.now, inspect = inspectInChild } = options
  await recoverDatabase(files, { log, now, inspect })
  createDatabaseFile(files)
  const sqlite = openSqlite(files.database)
  // A power cut leaves the last acknowledged write, never half of one.
  sqlite.exec('PRAGMA journal_mode = WAL')
  sqlite.exec('PRAGMA synchronous = FULL')

  let maintenance: ReturnType<typeof startMaintenance> | undefined = undefined
  let hasRecordFailed = false
  function record(): void {
    try {
      writeRecord(files.record, contentsOf(sqlite), { isSynced: false })
      hasRecordFailed = false
    } catch (error) {
      // The change itself is committed. A record that lags only hides a later loss.
      if (!hasRecordFailed) log.warn({ err: error }, 'wallboard.record.json cannot be written')
      hasRecordFailed = true
    }
  }
  const db = new Kysely<Tables>({
    dialect: createStorageDialect({
      sqlite,
      countChange() {
        // Until then the migrator alone writes, to tables of its own.
        if (maintenance !== undefined) sqlite.run('UPDATE storage_changes SET count = count + 1')
      },
      onChanged() {
        if (maintenance === undefined) return
        record()
        maintenance.changed()
      },
      onDestroyed() {
        maintenance?.stop()
        sqlite.close()
        resumeReading()
      },
    }),
  })
  const { error } = await new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(migrations) },
  }).migrateToLatest()
  if (error !== undefined) {
    await db.destroy()
    throw error instanceof Error
      ? error
      : new Error('the tables cannot be brought up to date', { cause: error })
  }
  record()
  maintenance = startMaintenance({ sqlite, files, log, now, hasChanged: contentsOf(sqlite).changes > 0 })
  return db
}
