import { z } from 'zod'
import { Contents, contentsOf } from './change-record.ts'
import { openSqlite, type Sqlite } from './sqlite.ts'
import { StorageError } from './storage-error.ts'

/** Whether a database file is usable, and its contents. */
export const Inspection = z.discriminatedUnion('isGood', [
  z.object({ isGood: z.literal(true), contents: Contents }),
  z.object({ isGood: z.literal(false), reason: z.string() }),
])
export type Inspection = z.infer<typeof Inspection>

const literal = (text: unknown) => `'${String(text).replaceAll("'", "''")}'`
const quoted = (name: unknown) => `"${String(name).replaceAll('"', '""')}"`

/** The first damage found in an open database. */
function findDamage(sqlite: Sqlite): string | undefined {
  const [check] = sqlite.all('SELECT integrity_check AS result FROM pragma_integrity_check(1)')
  if (check?.result !== 'ok') return String(check?.result)
  if (sqlite.findInvalidText('SELECT name, sql FROM sqlite_master') !== undefined)
    return 'the schema holds text that is not UTF-8'
  for (const { name: table } of sqlite.all(`SELECT name FROM sqlite_master WHERE type = 'table'`)) {
    const columns = sqlite.all(`SELECT name FROM pragma_table_info(${literal(table)})`)
    const list = columns.map(({ name }) => quoted(name)).join(', ')
    const column = sqlite.findInvalidText(`SELECT ${list} FROM ${quoted(table)}`)
    if (column !== undefined) return `${String(table)}.${column} holds text that is not UTF-8`
  }
  return undefined
}

/**
 * Checks the pages, the indexes and every text of a database file. A missing file is created.
 *
 * The driver keeps a closed file open until its statements are garbage collected, and then removes the `-wal` file of
 * that name. A process that replaces the file afterwards must therefore inspect it in a child process.
 * @throws StorageError when the file cannot be read now: it may be good or damaged
 */
export function inspectFile(path: string): Inspection {
  try {
    const sqlite = openSqlite(path)
    try {
      const reason = findDamage(sqlite)
      return reason === undefined ? { isGood: true, contents: contentsOf(sqlite) } : { isGood: false, reason }
    } finally {
      sqlite.close()
    }
  } catch (error) {
    // A file that is locked or cannot be read now may be good.
    if (error instanceof StorageError && error.fault !== 'damaged') throw error
    return { isGood: false, reason: error instanceof Error ? error.message : String(error) }
  }
}
