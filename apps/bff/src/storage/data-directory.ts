import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { StorageUnusable } from './storage-error.ts'

/** The files of a DATA_DIR. */
export function filesOf(dataDir: string) {
  const inside = (name: string) => join(resolve(dataDir), name)
  return {
    directory: resolve(dataDir),
    database: inside('wallboard.db'),
    lock: inside('wallboard.lock'),
    record: inside('wallboard.record.json'),
    backups: inside('backups'),
  }
}
export type DataFiles = ReturnType<typeof filesOf>

/** Suffixes of the database file and of the files that SQLite creates beside it. */
export const databaseSuffixes = ['', '-wal', '-shm'] as const

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

function adviceFor(code: string): string {
  if (code === 'EROFS') return 'the file system is read-only: mount it for writing, or set another DATA_DIR'
  if (['ENOSPC', 'EDQUOT'].includes(code)) return 'the disk is full: free some space'
  return 'set DATA_DIR to a directory that this user may write'
}

/** Turns an error into one that names the directory, the reason and what to do. */
export function unusableError(dataDir: string, cause: unknown): StorageUnusable {
  if (cause instanceof StorageUnusable) return cause
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new StorageUnusable(`DATA_DIR ${dataDir} cannot be used (${reason}); ${adviceFor(codeOf(cause))}`, {
    cause,
  })
}

/** Creates one level after the other: Node's recursive form never returns below /proc, which accepts no directories. */
function makeDirectory(path: string): void {
  if (existsSync(path)) return
  makeDirectory(dirname(path))
  mkdirSync(path, { mode: 0o700 })
}

/** Creates an empty file that only this user may read. An existing file is not opened: closing it would drop the locks of this process on it. */
export function createPrivateFile(path: string): void {
  if (!existsSync(path)) closeSync(openSync(path, 'ax', 0o600))
}

function restrictMode(path: string, mode: number): void {
  try {
    if (existsSync(path)) chmodSync(path, mode)
  } catch {
    // Another user owns the file, or the file system has no modes: the file is used as it is.
  }
}

/**
 * Creates the directory (0700) and its files (0600) where they are missing, and sets existing files to 0600. The mode of
 * an existing directory is its owner's choice and stays.
 * @throws StorageUnusable when the directory cannot be written
 */
export function prepareDirectory(dataDir: string): DataFiles {
  const files = filesOf(dataDir)
  try {
    makeDirectory(files.directory)
    accessSync(files.directory, constants.W_OK)
    createPrivateFile(files.lock)
    createPrivateFile(files.record)
  } catch (error) {
    throw unusableError(dataDir, error)
  }
  for (const name of readdirSync(files.directory))
    if (name.startsWith('wallboard.')) restrictMode(join(files.directory, name), 0o600)
  restrictMode(files.backups, 0o700)
  return files
}

/** SQLite gives its other files the mode of the database file, which therefore must exist before SQLite opens it. */
export function createDatabaseFile(files: DataFiles): void {
  createPrivateFile(files.database)
}
