import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { z } from 'zod'
import type { Sqlite } from './sqlite.ts'

/** The contents of a database. `changes` counts the committed changes of data, and never decreases. */
export const Contents = z.object({
  changes: z.int().min(0),
  displays: z.int().min(0),
  boards: z.int().min(0),
})
export type Contents = z.infer<typeof Contents>

/** Reads the contents of an open database; missing tables count as empty. */
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
 * Reads the record: the contents of the database after the last change, stored outside of it. A database with fewer
 * changes has lost some. The record is written after each commit, so it never counts more than was committed.
 */
export function readRecord(path: string): Contents | undefined {
  try {
    const parsed = Contents.safeParse(JSON.parse(readFileSync(path, 'utf8')))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined // missing, or truncated by a power failure
  }
}

/** Overwrites the record in place, which needs no disk space. Its length is fixed, so that nothing of a longer record remains. */
export function writeRecord(path: string, contents: Contents, options: { readonly isSynced: boolean }): void {
  const file = openSync(path, 'r+')
  try {
    writeSync(file, `${JSON.stringify(contents).padEnd(120)}\n`, 0)
    if (options.isSynced) fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
