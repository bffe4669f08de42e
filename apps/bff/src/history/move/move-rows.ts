import { createHash } from 'node:crypto'
import { createRowSums, type CopiedRow, type RowSums } from '../../storage/move/row-sums.ts'
import { binaryQuery, listOf, query, type SqlRow, type SqlValue, type Work } from '../store/sql-work.ts'
import { quoted, type TableSchema } from '../store/table-schema.ts'

/* Reads the rows of a table of history in the order of its key, page by page, from either engine. */

const pageRows = 500

/** The values of a row in the order of the columns. */
export type Values = readonly SqlValue[]

/** SQLite stores fractions in a column of integers too. */
function valuesOf({ columns }: TableSchema, row: SqlRow): Values {
  return Object.entries(columns).map(([column, type]) => {
    const value = row[column] ?? null
    if (typeof value === 'bigint') return Number(value)
    return typeof value === 'number' && type.startsWith('integer') ? Math.round(value) : value
  })
}

/**
 * The rows after a key, in order.
 * @param after a row whose leading columns are the key; undefined for the first page
 */
export function* readPage(table: TableSchema, after: Values | undefined): Work<readonly Values[]> {
  const keys = table.key.map(quoted).join(', ')
  const key = after?.slice(0, table.key.length)
  const beyond = key === undefined ? '' : `WHERE (${keys}) > ${listOf(key)}`
  const columns = Object.keys(table.columns).map(quoted).join(', ')
  const text = `SELECT ${columns} FROM ${table.name} ${beyond} ORDER BY ${keys} LIMIT ${pageRows}`
  const isBinary = Object.values(table.columns).includes('bytes')
  const rows = yield* isBinary ? binaryQuery(text, key) : query(text, key)
  return rows.map((row) => valuesOf(table, row))
}

/** All pages of a table. @param read reads the page after a row */
export function* pagesOf(
  read: (after: Values | undefined) => readonly Values[],
): Generator<readonly Values[], void> {
  let after: Values | undefined
  for (;;) {
    const rows = read(after)
    if (rows.length === 0) return
    yield rows
    after = rows.at(-1)
  }
}

/** A row for its sum: bytes by their hash. */
export const summedRow = (values: Values): CopiedRow =>
  values.map((value) =>
    value instanceof Uint8Array ? createHash('md5').update(value).digest('base64') : value,
  )

/** The count and checksum of all rows of a table. */
export function* readSums(table: TableSchema): Work<RowSums> {
  const sums = createRowSums()
  let rows = yield* readPage(table, undefined)
  while (rows.length > 0) {
    for (const row of rows) sums.add(summedRow(row))
    rows = yield* readPage(table, rows.at(-1))
  }
  return sums.result()
}
