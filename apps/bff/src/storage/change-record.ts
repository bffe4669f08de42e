import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { z } from 'zod'
import type { Sqlite } from './sqlite.ts'

/** What a database holds. `changes` only grows: it counts the committed changes of data. */
export const Contents = z.object({
  changes: z.int().min(0),
  displays: z.int().min(0),
  boards: z.int().min(0),
})
export type Contents = z.infer<typeof Contents>

/** Reads the contents of an open database; tables that it does not have yet count as empty. */
export function contentsOf(sqlite: Sqlite): Contents {
  const tables = new Set(
    sqlite.all(`SELECT name FROM sqlite_master WHERE type = 'table'`).map(({ name }) => name),
  )
  const valueOf = (table: string, expression: string) =>
    tables.has(table) ? `(SELECT ${expression} FROM ${table})` : '0'
  const [row] = sqlite.all(
    `SELECT ${valueOf('storage_changes', 'count')} AS changes, ${valueOf('displays', 'count(*)')} AS displays, ${valueOf('boards', 'count(*)')} AS boards`,
  )
  return Contents.parse(row)
}

/**
 * What the database held after the last change, kept outside of it: a database that holds less has lost something.
 * It is written after each commit, so that it never claims more than was committed.
 */
export function readRecord(path: string): Contents | undefined {
  try {
    const parsed = Contents.safeParse(JSON.parse(readFileSync(path, 'utf8')))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined // missing, or cut short by a power failure: nothing is known
  }
}

/** Overwrites the record in place: a full disk does not matter then. Its length is fixed, so no rest of a longer one stays. */
export function writeRecord(path: string, contents: Contents, options: { readonly isSynced: boolean }): void {
  const file = openSync(path, 'r+')
  try {
    writeSync(file, `${JSON.stringify(contents).padEnd(120)}\n`, 0)
    if (options.isSynced) fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
