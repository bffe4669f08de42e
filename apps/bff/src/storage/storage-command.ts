import { copyFileSync, existsSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { backupName } from './backup-schedule.ts'
import { makeBackup } from './backups.ts'
import { filesOf, prepareDirectory, unusableError } from './data-directory.ts'
import { lockDirectory } from './directory-lock.ts'
import { inspectInChild } from './inspect-in-child.ts'
import { replaceDatabase } from './recovery.ts'
import { endRestoredSessions } from './restored-sessions.ts'
import { openSqlite } from './sqlite.ts'
import { StorageUnusable } from './storage-error.ts'

/**
 * Makes a backup of a DATA_DIR now, also while a server uses it.
 * @returns a line for the user
 * @throws StorageUnusable when there is no database or no space for a copy
 */
export function backUp(dataDir: string, now: number): string {
  const files = filesOf(dataDir)
  if (!existsSync(files.database))
    throw new StorageUnusable(`there is no database in DATA_DIR ${files.directory}: nothing to back up`)
  try {
    const sqlite = openSqlite(files.database)
    try {
      return `backup made: ${makeBackup(sqlite, files, now)}`
    } finally {
      sqlite.close()
    }
  } catch (error) {
    throw unusableError(dataDir, error)
  }
}

/**
 * Replaces the database of a DATA_DIR that no server uses by a backup. The former database is renamed.
 * @returns a line for the user
 * @throws StorageUnusable when the file is not a good database, or a server uses the directory
 */
export async function restore(dataDir: string, file: string, now: number): Promise<string> {
  const path = resolve(file)
  if (!existsSync(path)) throw new StorageUnusable(`there is no file ${path}`)
  const files = prepareDirectory(dataDir)
  const lock = lockDirectory(files)
  try {
    const inspection = await inspectInChild(path)
    if (!inspection.isGood)
      throw new StorageUnusable(`${path} cannot be restored: ${inspection.reason}; nothing was changed`)
    const { contents } = inspection
    const formerName = replaceDatabase(files, { path, contents }, 'before-restore', now)
    const sqlite = openSqlite(files.database)
    endRestoredSessions(sqlite)
    sqlite.close()
    // The restored database becomes the newest backup, also when the former database had more changes.
    mkdirSync(files.backups, { recursive: true, mode: 0o700 })
    copyFileSync(files.database, join(files.backups, backupName(now)))
    const former = formerName === undefined ? '' : `; the former database is now ${formerName}`
    const paired =
      contents.displays === 0
        ? ''
        : '; displays that were revoked after this backup was made are paired again: revoke them again on /displays'
    return `restored ${contents.displays} displays and ${contents.boards} boards from ${path}${former}${paired}`
  } catch (error) {
    throw unusableError(dataDir, error)
  } finally {
    lock.release()
  }
}
