import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { backupName, backupsOf, backupsToRemove, backupTime } from './backup-schedule.ts'
import type { DataFiles } from './data-directory.ts'
import { inspectFile } from './inspection.ts'
import type { Sqlite } from './sqlite.ts'
import { StorageError } from './storage-error.ts'

const namesIn = (directory: string) => (existsSync(directory) ? readdirSync(directory) : [])

/** The instant of the newest backup, epoch milliseconds. */
export function newestBackupAt(files: DataFiles): number | undefined {
  const [newest] = backupsOf(namesIn(files.backups))
  return newest === undefined ? undefined : backupTime(newest)
}

/**
 * Copies the open database into `backups/`, checks the copy, then removes backups that the schedule no longer keeps.
 * Other connections may write at the same time.
 * @returns the path of the backup
 * @throws StorageError when the copy cannot be written or is damaged; older backups then stay
 */
export function makeBackup(sqlite: Sqlite, files: DataFiles, now: number): string {
  mkdirSync(files.backups, { recursive: true, mode: 0o700 })
  const path = join(files.backups, backupName(now))
  const unfinished = `${path}.unfinished`
  for (const name of namesIn(files.backups))
    if (name.includes('.unfinished')) rmSync(join(files.backups, name), { force: true })
  try {
    sqlite.exec(`VACUUM INTO '${unfinished.replaceAll("'", "''")}'`)
    chmodSync(unfinished, 0o600)
    const inspection = inspectFile(unfinished)
    if (!inspection.isGood)
      throw new StorageError('damaged', `the copy of the database is damaged: ${inspection.reason}`)
    renameSync(unfinished, path)
  } catch (error) {
    rmSync(unfinished, { force: true })
    throw error
  }
  for (const name of backupsToRemove(namesIn(files.backups)))
    rmSync(join(files.backups, name), { force: true })
  return path
}
