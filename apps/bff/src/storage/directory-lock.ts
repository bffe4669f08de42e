import type { DataFiles } from './data-directory.ts'
import { openSqlite } from './sqlite.ts'
import { StorageError, StorageUnusable } from './storage-error.ts'

/** Holds a DATA_DIR for one process. */
export interface DirectoryLock {
  /** A second call does nothing. */
  readonly resumeReading: () => void
}

/**
 * Takes the directory for this process: an open exclusive transaction on a file of its own. The operating system
 * ends the lock with the process, however it ends, so no stale lock is possible.
 * @throws StorageUnusable when another process holds it
 */
export function lockDirectory(files: DataFiles): DirectoryLock {
  const lock = openSqlite(files.lock)
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    if (error instanceof StorageError && error.fault === 'locked')
      throw new StorageUnusable(
        `DATA_DIR ${files.directory} is in use by another wallboard process; stop that one, or set another DATA_DIR`,
        { cause: error },
      )
    throw error
  }
  let isHeld = true
  return {
    resumeReading: () => {
      if (isHeld) lock.close()
      isHeld = false
    },
  }
}
