import type { DataFiles } from './data-directory.ts'
import { isBackupDue } from './backup-schedule.ts'
import { makeBackup, newestBackupAt } from './backups.ts'
import type { Sqlite } from './sqlite.ts'
import type { StorageLog } from './storage-log.ts'

/** Time from a change to the checkpoint, which moves the write-ahead log into the database file. */
const defaultCheckpointAfterMs = 1_000
const backupCheckEveryMs = 60_000

/** Moves the whole write-ahead log into the database file, so that a copy of that file alone is complete. */
export function checkpoint(sqlite: Sqlite): void {
  sqlite.exec('PRAGMA wal_checkpoint(TRUNCATE)')
}

/** Makes checkpoints and backups of an open database; a backup that is due is made at once. Failures are logged, never thrown. */
export function startMaintenance(deps: {
  readonly sqlite: Sqlite
  readonly files: DataFiles
  readonly log: StorageLog
  /** Epoch milliseconds: backups carry the time of day in their names. */
  readonly now: () => number
  /** True when the database may hold changes that the newest backup does not. */
  readonly hasChanged: boolean
  /** Time from a change to the checkpoint; a second by default. */
  readonly checkpointAfterMs?: number | undefined
}) {
  const { sqlite, files, log, now, checkpointAfterMs = defaultCheckpointAfterMs } = deps
  let { hasChanged } = deps
  let hasFailed = false
  let pendingCheckpoint: NodeJS.Timeout | undefined

  function attempt(name: string, work: () => void): void {
    try {
      work()
    } catch (error) {
      log.warn({ err: error }, `${name} failed`)
    }
  }

  function backUpIfDue(): void {
    if (!isBackupDue({ newestAt: newestBackupAt(files), hasChanged, now: now() })) return
    try {
      const path = makeBackup(sqlite, files, now())
      hasChanged = false
      hasFailed = false
      log.info({ path }, 'backup made')
    } catch (error) {
      if (!hasFailed)
        log.error({ err: error }, 'no backup could be made; the server tries again every minute')
      hasFailed = true
    }
  }

  backUpIfDue()
  const backupTimer = setInterval(backUpIfDue, backupCheckEveryMs)
  backupTimer.unref()

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
      clearInterval(backupTimer)
      clearTimeout(pendingCheckpoint)
      attempt('the checkpoint', () => {
        checkpoint(sqlite)
      })
    },
  }
}
