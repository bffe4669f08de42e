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

/** What SQLite keeps beside a database file. */
export const companions = ['', '-wal', '-shm'] as const

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

function adviceFor(code: string): string {
  if (code === 'EROFS') return 'the file system is read-only: mount it for writing, or set another DATA_DIR'
  if (['ENOSPC', 'EDQUOT'].includes(code)) return 'the disk is full: free some space'
  return 'name a directory that this user may write'
}

export function unusable(dataDir: string, cause: unknown): StorageUnusable {
  if (cause instanceof StorageUnusable) return cause
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new StorageUnusable(`DATA_DIR ${dataDir} cannot be used (${reason}); ${adviceFor(codeOf(cause))}`, {
    cause,
  })
}

/** Level by level: the recursive form never ends below a directory such as /proc, which takes no directories. */
function makeDirectory(path: string): void {
  if (existsSync(path)) return
  makeDirectory(dirname(path))
  mkdirSync(path, { mode: 0o700 })
}

/** Creates an empty file that only this user may read. An existing file is not opened, so that no lock on it is lost. */
function createPrivateFile(path: string): void {
  if (!existsSync(path)) closeSync(openSync(path, 'ax', 0o600))
}

function tighten(path: string, mode: number): void {
  try {
    if (existsSync(path)) chmodSync(path, mode)
  } catch {
    // Another user owns the file, or the file system has no modes: it stays usable.
  }
}

/**
 * Creates the directory (0700) and its files (0600) where they are missing, and takes the rights of others from those
 * that exist. The mode of an existing directory is its owner's choice and stays.
 * @throws StorageUnusable when nothing can be written there
 */
export function prepareDirectory(dataDir: string): DataFiles {
  const files = filesOf(dataDir)
  try {
    makeDirectory(files.directory)
    accessSync(files.directory, constants.W_OK)
    createPrivateFile(files.lock)
    createPrivateFile(files.record)
  } catch (error) {
    throw unusable(dataDir, error)
  }
  for (const name of readdirSync(files.directory))
    if (name.startsWith('wallboard.')) tighten(join(files.directory, name), 0o600)
  tighten(files.backups, 0o700)
  return files
}

/** SQLite gives its companion files the mode of the database, which therefore exists before SQLite opens it. */
export function createDatabaseFile(files: DataFiles): void {
  createPrivateFile(files.database)
}
