import Database from 'libsql'
import { z } from 'zod'

/** Rows of one instant, as they would lie in a table with an index. */
export interface IndexedRows {
  readonly insert: (at: number, dataSource: string, rows: readonly { readonly id: string }[]) => void
  /** One indexed read; each row is parsed. */
  readonly read: (at: number, dataSource: string) => readonly unknown[]
  readonly close: () => void
}

const Row = z.object({ row: z.string() })

/** Reference of a seek: the state of each instant lies in a table as it is. A driver of the bench, not the product's. */
export function openIndexedRows(path: string): IndexedRows {
  const database = new Database(path)
  database.exec(
    'CREATE TABLE moment (at INTEGER, source TEXT, id TEXT, row TEXT, PRIMARY KEY (at, source, id)) WITHOUT ROWID',
  )
  const insert = database.prepare('INSERT INTO moment VALUES (?, ?, ?, ?)')
  const select = database.prepare('SELECT row FROM moment WHERE at = ? AND source = ?')
  return {
    insert(at, dataSource, rows) {
      database.exec('BEGIN')
      for (const row of rows) insert.run([at, dataSource, row.id, JSON.stringify(row)])
      database.exec('COMMIT')
    },
    read: (at, dataSource) =>
      select.all([at, dataSource]).map((found: unknown): unknown => JSON.parse(Row.parse(found).row)),
    close: () => {
      database.close()
    },
  }
}
