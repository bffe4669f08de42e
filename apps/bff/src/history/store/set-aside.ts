import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/*
 * Damaged files of history are moved into a directory named after the time, such as `damaged-2026-11-26T12-00-00.000Z`,
 * and are removed like the days of that date.
 */

const prefix = 'damaged-'
const summaryName = 'history.db'

/**
 * Moves all files of a directory into a new one inside it. Day files go along with `history.db`: without its numbers of
 * feeds and data sources nobody knows whose segments they hold.
 *
 * @returns the name of the new directory
 */
export function setAside(directory: string, at: number): string {
  const name = `${prefix}${new Date(at).toISOString().replaceAll(':', '-')}`
  mkdirSync(join(directory, name), { mode: 0o700 })
  const files = readdirSync(directory).filter((file) => /\.db(?:-wal|-shm)?$/.test(file))
  // history.db last: if this is interrupted, it is inspected again at the next start.
  for (const file of [...files.filter((each) => each !== summaryName), summaryName])
    renameSync(join(directory, file), join(directory, name, file))
  return name
}

/** Removes what was set aside before a date such as `2026-11-26`; undefined removes all of it. */
export function removeSetAside(directory: string, date: string | undefined): void {
  for (const name of readdirSync(directory))
    if (name.startsWith(prefix) && (date === undefined || name.slice(prefix.length) < date))
      rmSync(join(directory, name), { recursive: true, force: true })
}
