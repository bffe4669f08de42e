import type { StorageLog } from './storage-log.ts'
import type { DatabaseWriter } from './writer/database-writer.ts'

/** Time from a change to the checkpoint, which moves the write-ahead log into the database file. */
const defaultCheckpointAfterMs = 1_000
const backupCheckEveryMs = 60_000

/**
 * Requests the checkpoints and backups of an open database; a backup that is due is made at once. Failures are logged, never
 * thrown.
 */
export function startMaintenance(deps: {
  readonly writer: DatabaseWriter
  readonly log: StorageLog
  /** Epoch milliseconds: backups carry the time of day in their names. */
  readonly now: () => number
  /** True when the database may hold changes that the newest backup does not. */
  readonly hasChanged: boolean
  /** Time from a change to the checkpoint; a second by default. */
  readonly checkpointAfterMs?: number | undefined
}) {
  const { writer, log, now, checkpointAfterMs = defaultCheckpointAfterMs } = deps
  let { hasChanged } = deps
  let hasFailed = false
  let pendingCheckpoint: NodeJS.Timeout | undefined
  let isStopped = false

  /** Moves the whole write-ahead log into the database file, so that a copy of that file alone is complete. */
  async function checkpoint(): Promise<boolean> {
    try {
      const { isComplete } = await writer.connection().request({ type: 'checkpoint' })
      return isComplete === true
    } catch (error) {
      log.warn({ err: error }, 'the checkpoint failed')
      return true // the next change requests another one
    }
  }

  function checkpointSoon(): void {
    pendingCheckpoint ??= setTimeout(() => {
      pendingCheckpoint = undefined
      void checkpoint().then((isComplete) => {
        if (!isComplete && !isStopped) checkpointSoon()
      })
    }, checkpointAfterMs).unref()
  }

  async function backUpIfDue(): Promise<void> {
    const hadChanged = hasChanged
    hasChanged = false // changes during the backup may not be in it
    try {
      const { backup } = await writer
        .connection()
        .request({ type: 'back-up', now: now(), hasChanged: hadChanged })
      if (backup === undefined) hasChanged ||= hadChanged
      else {
        hasFailed = false
        log.info({ path: backup }, 'backup made')
      }
    } catch (error) {
      hasChanged ||= hadChanged
      if (!hasFailed)
        log.error({ err: error }, 'no backup could be made; the server tries again every minute')
      hasFailed = true
    }
  }

  let lastBackup = backUpIfDue()
  const backupTimer = setInterval(() => {
    lastBackup = backUpIfDue()
  }, backupCheckEveryMs)
  backupTimer.unref()

  return {
    changed() {
      hasChanged = true
      checkpointSoon()
    },
    async stop() {
      isStopped = true
      clearInterval(backupTimer)
      clearTimeout(pendingCheckpoint)
      await checkpoint()
      await lastBackup
    },
  }
}
