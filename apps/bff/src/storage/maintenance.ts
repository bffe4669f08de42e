import type { DataFiles } from './data-directory.ts'
import { isBackupDue } from './backup-schedule.ts'
import { makeBackup, newestBackupAt } from './backups.ts'
import type { Sqlite } from './sqlite.ts'
import type { StorageLog } from './storage-log.ts'

/** After a change the write-ahead log is moved into the database file this much later. */
const checkpointAfterMs = 1_000
const backupLookEveryMs = 60_000

/** Moves all of the write-ahead log into the database file, so that a copy of that file alone is whole. */
export function checkpoint(sqlite: Sqlite): void {
  sqlite.exec('PRAGMA wal_checkpoint(TRUNCATE)')
}

/** Checkpoints and backups of an open database; a backup that is due is made at once. Failures are logged, never thrown. */
export function startMaintenance(deps: {
  readonly sqlite: Sqlite
  readonly files: DataFiles
  readonly log: StorageLog
  /** Epoch milliseconds: backups carry the time of day in their names. */
  readonly now: () => number
  /** Whether the open database holds changes that the newest backup may lack. */
  readonly hasChanged: boolean
}) {
  const { sqlite, files, log, now } = deps
  let { hasChanged } = deps
  let hasFailed = false
  let pendingCheckpoint: NodeJS.Timeout | undefined

  function attempt(what: string, work: () => void): void {
    try {
      work()
    } catch (error) {
      log.warn({ err: error }, `${what} failed`)
    }
  }

  function lookAtBackups(): void {
    if (!isBackupDue({ newestAt: newestBackupAt(files), hasChanged, now: now() })) return
    try {
      const path = makeBackup(sqlite, files, now())
      hasChanged = false
      hasFailed = false
      log.info({ path }, 'backup made')
    } catch (error) {
      if (!hasFailed) log.error({ err: error }, 'no backup could be made; tried again every minute')
      hasFailed = true
    }
  }

  lookAtBackups()
  const looking = setInterval(lookAtBackups, backupLookEveryMs)
  looking.unref()

  return {
    changed() {
      hasChanged = true
      pendingCheckpoint ??= setTimeout(() => {
        pendingCheckpoint = undefined
        attempt('the checkpoint', () => {
          checkpoint(sqlite)
        })
      }, checkpointAfterMs).unref()
    },
    stop() {
      clearInterval(looking)
      clearTimeout(pendingCheckpoint)
      attempt('the checkpoint', () => {
        checkpoint(sqlite)
      })
    },
  }
}
