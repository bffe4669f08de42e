import { Kysely } from 'kysely'
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
import { startDatabaseWriter, type WriterConnection } from './writer/database-writer.ts'
import type { WriterResult } from './writer/writer-message.ts'

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
  const reader = openSqlite(files.database)
  reader.exec('PRAGMA journal_mode = WAL')
  if (recovery === 'use-backup') endRestoredSessions(reader)
  reader.exec('PRAGMA query_only = ON')
  const writer = startDatabaseWriter(files.directory, countChanges)

  let maintenance: ReturnType<typeof startMaintenance> | undefined = undefined
  let hasRecordFailed = false
  function reportRecord({ recordFailure }: WriterResult): void {
    // The change itself is committed. An outdated record only hides a later loss.
    if (recordFailure !== undefined && !hasRecordFailed)
      log.warn({ reason: recordFailure }, 'wallboard.record.json cannot be written')
    hasRecordFailed = recordFailure !== undefined
  }
  function countChanges(connection: WriterConnection): void {
    log.error({}, 'the thread that writes the database has ended; another one was started')
    connection.request({ type: 'count-changes' }).then(reportRecord, (error: unknown) => {
      log.error({ err: error }, 'changes of the database cannot be counted')
    })
  }
  const db = new Kysely<Tables>({
    dialect: createStorageDialect({
      reader,
      writer,
      onCommitted(result) {
        reportRecord(result)
        maintenance?.changed()
      },
      async onDestroyed() {
        await maintenance?.stop()
        await writer.close()
        reader.close()
        releaseLock()
      },
    }),
  })
  try {
    await migrateTables(db)
    // The changes of the migrator are not counted.
    const counting = await writer.connection().request({ type: 'count-changes' })
    reportRecord(counting)
    const hasChanged = (counting.changes ?? 0) > 0
    maintenance = startMaintenance({ writer, log, now, hasChanged, checkpointAfterMs })
  } catch (error) {
    await db.destroy()
    throw error
  }
  return db
}
