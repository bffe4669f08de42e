import { statfsSync } from 'node:fs'
import { dirname } from 'node:path'

/** Why the storage failed. */
export const storageFaults = ['full', 'read-only', 'locked', 'damaged', 'failed', 'unreachable'] as const
export type StorageFault = (typeof storageFaults)[number]

/**
 * A statement failed. It wrote nothing, except that the end of a transaction is unknown when the server became
 * `unreachable` during its commit. A `locked` or `unreachable` one may succeed when it is retried.
 */
export class StorageError extends Error {
  override name = 'StorageError'
  readonly fault: StorageFault

  constructor(fault: StorageFault, message: string, options?: ErrorOptions) {
    super(message, options)
    this.fault = fault
  }
}

/** The directory or its database cannot be used. The message says why, and what to do. */
export class StorageUnusable extends Error {
  override name = 'StorageUnusable'
}

const faults: readonly (readonly [code: RegExp, fault: StorageFault])[] = [
  [/^SQLITE_FULL/, 'full'],
  [/^SQLITE_READONLY/, 'read-only'],
  [/^SQLITE_(BUSY|LOCKED)/, 'locked'],
  [/^SQLITE_(CORRUPT|NOTADB|FORMAT)/, 'damaged'],
  [/^SQLITE_(IOERR|CANTOPEN|PERM)/, 'failed'],
]

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/** SQLite reports a failed system call as an I/O error; only the file system knows whether the disk is full. */
function isFull(path: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(dirname(path))
    return bavail * bsize < 64 * 1024
  } catch {
    return false // unknown: the fault stays `failed`
  }
}

/** Turns an error of the driver into a StorageError; other errors, such as a violated constraint, are returned unchanged. */
export function storageErrorOf(error: unknown, path: string): unknown {
  const code = codeOf(error)
  const known = faults.find(([pattern]) => pattern.test(code))?.[1]
  if (known === undefined) return error
  const fault = known === 'failed' && isFull(path) ? 'full' : known
  const reason = error instanceof Error ? error.message : String(error)
  return new StorageError(fault, `${reason} (${code}, ${path})`, { cause: error })
}
