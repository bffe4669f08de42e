import type { DataFiles } from './data-directory.ts'
import { openSqlite } from './sqlite.ts'
import { StorageError, StorageUnusable } from './storage-error.ts'

/** Locks a DATA_DIR for one process. */
export interface DirectoryLock {
  /** A second call does nothing. */
  readonly release: () => void
}

/**
 * Locks the directory for this process by an open exclusive transaction on a lock file. The operating system releases
 * the lock when the process ends, also after a crash, so no stale lock is possible.
 * @throws StorageUnusable when another process holds the lock
 */
export function lockDirectory(files: DataFiles): DirectoryLock {
  const lock = openSqlite(files.lock)
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    if (error instanceof StorageError && error.fault === 'locked')
      throw new StorageUnusable(
        `DATA_DIR ${files.directory} is in use by another wallboard process; stop that process, or set another DATA_DIR`,
        { cause: error },
      )
    throw error
  }
  let isHeld = true
  return {
    release: () => {
      if (isHeld) lock.close()
      isHeld = false
    },
  }
}
