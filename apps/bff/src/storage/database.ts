import { Kysely } from 'kysely'
import { contentsOf, writeRecord } from './change-record.ts'
import { createDatabaseFile, prepareDirectory, unusableError, type DataFiles } from './data-directory.ts'
import { lockDirectory } from './directory-lock.ts'
import { inspectInChild } from './inspect-in-child.ts'
import type { Inspection } from './inspection.ts'
import { startMaintenance } from './maintenance.ts'
import { migrateTables } from './migrate-tables.ts'
import { recoverDatabase } from './recovery.ts'
import { endRestoredSessions } from './restored-sessions.ts'
import { openSqlite } from './sqlite.ts'
import { createStorageDialect } from './storage-dialect.ts'
import { silentLog, type StorageLog } from './storage-log.ts'
import type { Tables } from './tables.ts'

export type Db = Kysely<Tables>

export interface StorageOptions {
  readonly log?: StorageLog
  /** Epoch milliseconds. */
  readonly now?: () => number
  /** Inspects a file before it is opened. */
  readonly inspect?: (path: string) => Promise<Inspection>
  /** Time from a change until the write-ahead log is moved into the database file; a second by default. */
  readonly checkpointAfterMs?: number
}

/**
 * Opens the database of a directory, which is created when it is missing, and migrates its tables. The directory is
 * locked for this process until `destroy`, which moves the write-ahead log into the database file. A database that is
 * damaged or has lost changes is replaced by the newest good backup.
 * @throws StorageUnusable when the directory is in use, cannot be written, or has no usable database and no backup
 */
export async function openDatabase(dataDir: string, options: StorageOptions = {}): Promise<Db> {
  const files = prepareDirectory(dataDir)
  try {
    const lock = lockDirectory(files)
    try {
      return await open(files, lock.release, options)
    } catch (error) {
      lock.release()
      throw error
    }
  } catch (error) {
    throw unusableError(dataDir, error)
  }
}

async function open(files: DataFiles, releaseLock: () => void, options: StorageOptions): Promise<Db> {
  const { log = silentLog, now = Date.now, inspect = inspectInChild, checkpointAfterMs } = options
  const { kind: recovery } = await recoverDatabase(files, { log, now, inspect })
  createDatabaseFile(files)
  const sqlite = openSqlite(files.database)
  // After a power failure the database holds every acknowledged write, and no partial one.
  sqlite.exec('PRAGMA journal_mode = WAL')
  sqlite.exec('PRAGMA synchronous = FULL')

  let maintenance: ReturnType<typeof startMaintenance> | undefined = undefined
  let hasRecordFailed = false
  function record(): void {
    try {
      writeRecord(files.record, contentsOf(sqlite), { isSynced: false })
      hasRecordFailed = false
    } catch (error) {
      // The change itself is committed. An outdated record only hides a later loss.
      if (!hasRecordFailed) log.warn({ err: error }, 'wallboard.record.json cannot be written')
      hasRecordFailed = true
    }
  }
  const db = new Kysely<Tables>({
    dialect: createStorageDialect({
      sqlite,
      countChange() {
        // Before maintenance starts, only the migrator writes.
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
        releaseLock()
      },
    }),
  })
  try {
    await migrateTables(db)
  } catch (error) {
    await db.destroy()
    throw error
  }
  if (recovery === 'use-backup') endRestoredSessions(sqlite)
  record()
  const hasChanged = contentsOf(sqlite).changes > 0
  maintenance = startMaintenance({ sqlite, files, log, now, hasChanged, checkpointAfterMs })
  return db
}
