import { closeSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createPrivateFile, databaseSuffixes } from '../../storage/data-directory.ts'
import { StorageError } from '../../storage/storage-error.ts'
import { NewerDayFile, openDayFile, type DayFile } from './day-file.ts'

/** `2026-11-26.db`, and further files of that day such as `2026-11-26.2.db`. */
const dayFileName = /^(\d{4}-\d{2}-\d{2})(?:\.(\d+))?\.db$/
const nameOf = (date: string, number: number) => (number === 1 ? `${date}.db` : `${date}.${number}.db`)

/** Files that stay open at once; a file that is read while older ones are open closes the least recently used. */
const maxOpenFiles = 4

interface FileSize {
  /** Undefined for a file that belongs to no day. */
  readonly date: string | undefined
  readonly bytes: number
}

/** The files of a directory at one instant: a question to several days lists the directory once. */
export interface ListedDays {
  /** The dates with a file, in order. */
  readonly dates: readonly string[]
  /** The files of a day, newest first; each is opened when it is reached. */
  readonly newestFirst: (date: string) => Iterable<DayFile>
}

interface NumberedFile {
  readonly date: string
  readonly number: number
}

const datesOf = (files: readonly NumberedFile[]): readonly string[] =>
  [...new Set(files.map(({ date }) => date))].sort()

const numbersIn = (files: readonly NumberedFile[], date: string): readonly number[] =>
  files.flatMap((file) => (file.date === date ? [file.number] : [])).sort((one, other) => other - one)

/**
 * The day files of a directory. A day has one file. When that is damaged, or of a newer version, it stays as it is, and
 * writing goes on in another file of the same day, which starts with keyframes. A file that is replaced under the same
 * name would lose its write-ahead log to the driver, which removes that of the former file late.
 */
export interface DayFiles {
  /** The files that exist now. */
  readonly listed: () => ListedDays
  /** The dates with a file, in order. */
  readonly dates: () => readonly string[]
  /** Writes to the newest file of a day. @throws StorageError; after damage the next call writes to another file */
  readonly write: (date: string, ...written: Parameters<DayFile['write']>) => void
  /** The numbers of the files of a day, newest first. */
  readonly numbers: (date: string) => readonly number[]
  /** @throws StorageError when the file cannot be opened */
  readonly open: (date: string, number: number) => DayFile
  /** Makes a closed file the newest one of a day. It survives a power failure from then on. */
  readonly adopt: (date: string, path: string) => void
  /** Removes one file of a day. */
  readonly removeFile: (date: string, number: number) => void
  readonly sizes: () => readonly FileSize[]
  readonly remove: (dates: readonly string[]) => void
  readonly close: () => void
}

const isUnusable = (error: unknown): boolean =>
  error instanceof NewerDayFile || (error instanceof StorageError && error.fault === 'damaged')

export function createDayFiles(directory: string): DayFiles {
  const open = new Map<string, DayFile>()
  /** The number of the file that is written, for days on which damage was found. */
  const nextNumber = new Map<string, number>()

  /** The listing that requests share until the first of them is answered. */
  let listing: readonly NumberedFile[] | undefined

  function forgetListing(): void {
    listing = undefined
  }

  /**
   * The files that exist. Questions that are asked at once, such as one for each data source, share a listing: the microtask
   * that forgets it was queued before the answer of the first of them.
   */
  function files(): readonly NumberedFile[] {
    if (listing !== undefined) return listing
    queueMicrotask(forgetListing)
    listing = readdirSync(directory).flatMap((name) => {
      const [, date, number] = dayFileName.exec(name) ?? []
      return date === undefined ? [] : [{ date, number: Number(number ?? 1) }]
    })
    return listing
  }

  const numbersOf = (date: string): readonly number[] => numbersIn(files(), date)

  function create(path: string): DayFile {
    forgetListing()
    createPrivateFile(path) // SQLite gives its companion files the mode of the file, which therefore exists before
    return openDayFile(path)
  }

  function opened(date: string, number: number): DayFile {
    const name = nameOf(date, number)
    const file = open.get(name) ?? create(join(directory, name))
    open.delete(name)
    open.set(name, file)
    for (const [oldest, other] of open) {
      if (open.size <= maxOpenFiles) break
      open.delete(oldest)
      other.close()
    }
    return file
  }

  function removeFile(date: string, number: number): void {
    forgetListing()
    const name = nameOf(date, number)
    open.get(name)?.close()
    open.delete(name)
    for (const companion of databaseSuffixes) rmSync(join(directory, name + companion), { force: true })
  }

  return {
    listed() {
      const found = files()
      return {
        dates: datesOf(found),
        *newestFirst(date) {
          for (const number of numbersIn(found, date)) yield opened(date, number)
        },
      }
    },
    numbers: numbersOf,
    open: opened,
    adopt(date, path) {
      forgetListing()
      const number = (numbersOf(date)[0] ?? 0) + 1
      forgetListing()
      renameSync(path, join(directory, nameOf(date, number)))
      const descriptor = openSync(directory, 'r')
      try {
        fsyncSync(descriptor)
      } finally {
        closeSync(descriptor)
      }
    },
    removeFile,
    dates: () => datesOf(files()),
    write(date, ...written) {
      const number = nextNumber.get(date) ?? numbersOf(date)[0] ?? 1
      try {
        opened(date, number).write(...written)
      } catch (error) {
        if (isUnusable(error)) nextNumber.set(date, number + 1)
        throw error
      }
    },
    sizes: () =>
      readdirSync(directory, { recursive: true, encoding: 'utf8' })
        .filter((name) => !name.startsWith('personal'))
        .map((name) => ({
          date: /^\d{4}-\d{2}-\d{2}/.exec(name)?.[0],
          bytes: statSync(join(directory, name), { throwIfNoEntry: false })?.size ?? 0,
        })),
    remove(dates) {
      for (const { date, number } of files()) {
        if (dates.includes(date)) removeFile(date, number)
      }
    },
    close() {
      for (const file of open.values()) file.close()
      open.clear()
    },
  }
}
