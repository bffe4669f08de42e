import { statSync } from 'node:fs'
import { isBackupDue } from '../backup-schedule.ts'
import { makeBackup, newestBackupAt } from '../backups.ts'
import { contentsOf, writeRecord, type Contents } from '../change-record.ts'
import type { DataFiles } from '../data-directory.ts'
import { createQueryCache } from '../query-cache.ts'
import type { Sqlite } from '../sqlite.ts'
import type { WriterRequest, WriterResult } from './writer-message.ts'

/** The size of a file in bytes; 0 when there is none. */
const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0

/**
 * Executes the requests of the main thread on the only connection that writes. Each change of data and its count are in one
 * transaction; the record is written after its commit.
 *
 * @returns a function that executes one request; it throws a StorageError when the storage fails
 */
export function createRequestHandler(
  sqlite: Sqlite,
  files: DataFiles,
): (request: WriterRequest) => WriterResult {
  const queries = createQueryCache(sqlite.prepareQuery)
  let isCounting = false
  /** Whether the open transaction has changed data. */
  let hasChanged = false
  let isInTransaction = false

  const countChange = () => {
    if (isCounting) sqlite.run('UPDATE storage_changes SET count = count + 1')
  }

  function record(contents: Contents): Pick<WriterResult, 'recordFailure'> {
    try {
      writeRecord(files.record, contents, { isSynced: false })
      return {}
    } catch (error) {
      return { recordFailure: error instanceof Error ? error.message : String(error) }
    }
  }

  const committed = (): WriterResult =>
    isCounting ? { hasCommitted: true, ...record(contentsOf(sqlite)) } : {}

  function run({ sql, parameters, kind }: Extract<WriterRequest, { type: 'run' }>): WriterResult {
    if (kind === 'query') return { rows: queries.find(sql).all(parameters) }
    if (kind === 'other') queries.clear() // it may change tables
    if (sqlite.isReader(sql)) return { rows: sqlite.all(sql, parameters) }
    if (kind === 'other' || isInTransaction) {
      const changedRows = sqlite.run(sql, parameters)
      if (kind === 'change' && changedRows > 0) hasChanged = true
      return { changedRows }
    }
    const changedRows = sqlite.transaction(() => {
      const rows = sqlite.run(sql, parameters)
      if (rows > 0) countChange()
      return rows
    })
    return changedRows > 0 ? { changedRows, ...committed() } : { changedRows }
  }

  function endTransaction(): boolean {
    const had = hasChanged
    isInTransaction = false
    hasChanged = false
    return had
  }

  return (request) => {
    switch (request.type) {
      case 'run':
        return run(request)
      case 'begin':
        sqlite.exec('BEGIN IMMEDIATE')
        isInTransaction = true
        return {}
      case 'commit':
        if (hasChanged) countChange()
        sqlite.exec('COMMIT')
        return endTransaction() ? committed() : {}
      case 'rollback':
        endTransaction()
        try {
          sqlite.exec('ROLLBACK')
        } catch {
          // After some errors SQLite has already rolled back.
        }
        return {}
      case 'count-changes': {
        isCounting = true
        const contents = contentsOf(sqlite)
        return { changes: contents.changes, ...record(contents) }
      }
      case 'checkpoint':
        sqlite.exec('PRAGMA wal_checkpoint(TRUNCATE)')
        return { isComplete: sizeOf(`${files.database}-wal`) === 0 }
      case 'back-up': {
        const isDue = isBackupDue({ ...request, newestAt: newestBackupAt(files) })
        return isDue ? { backup: makeBackup(sqlite, files, request.now) } : {}
      }
    }
  }
}
