import { CompiledQuery } from 'kysely'
import type { Db } from '../database.ts'
import { storable, type PostgresClient } from '../postgres.ts'
import { StorageUnusable } from '../storage-error.ts'
import type { CopiedRow, Value } from './row-sums.ts'

/** A table with the columns of both databases. */
export interface MovedTable {
  readonly name: string
  readonly columns: readonly { readonly name: string; readonly isNumber: boolean }[]
  /** The columns of the primary key. */
  readonly key: readonly string[]
}

/** Tables that are not copied: those of migrations and open sockets, and the key of the installation, which the target keeps. */
const notCopied: ReadonlySet<string> = new Set([...['storage_changes', 'display_sockets', 'installation']])

type Run = (
  sql: string,
  parameters?: readonly unknown[],
) => Promise<readonly Readonly<Record<string, unknown>>[]>

export const onSqlite =
  (db: Db): Run =>
  async (sql, parameters = []) =>
    (await db.executeQuery<Record<string, unknown>>(CompiledQuery.raw(sql, [...parameters]))).rows

export const onPostgres =
  (client: Pick<PostgresClient, 'query'>): Run =>
  async (sql, parameters) =>
    (await client.query(sql, parameters)).rows

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`
const listOf = (names: readonly string[]) => names.map(quoted).join(', ')

/** The tables to copy, in alphabetical order. */
export async function movedTables(sqlite: Db): Promise<readonly MovedTable[]> {
  const run = onSqlite(sqlite)
  const names = (await run(`SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name`)).map(
    ({ name }) => String(name),
  )
  const tables: MovedTable[] = []
  for (const name of names) {
    if (notCopied.has(name) || /^(?:sqlite_|kysely_)/.test(name)) continue
    const columns = await run('SELECT name, type, pk FROM pragma_table_info(?) ORDER BY cid', [name])
    const key = columns.filter(({ pk }) => pk !== 0).sort((one, other) => Number(one.pk) - Number(other.pk))
    tables.push({
      name,
      columns: columns.map((column) => ({
        name: String(column.name),
        isNumber: column.type !== 'TEXT' && column.type !== 'text',
      })),
      key: (key.length === 0 ? columns : key).map((column) => String(column.name)),
    })
  }
  return tables
}

const rowsOfPage = 500

/** Passes all rows of a table, page by page, in the order of its key. */
async function eachPage(
  run: Run,
  { name, columns, key }: MovedTable,
  placeholder: (position: number) => string,
  take: (rows: readonly Readonly<Record<string, unknown>>[]) => Promise<void> | void,
): Promise<void> {
  const select = `SELECT ${listOf(columns.map((column) => column.name))} FROM ${quoted(name)}`
  const order = `ORDER BY ${listOf(key)} LIMIT ${rowsOfPage}`
  const after = `WHERE (${listOf(key)}) > (${key.map((_, position) => placeholder(position + 1)).join(', ')})`
  let last: readonly unknown[] | undefined
  for (;;) {
    const rows = await run(`${select} ${last === undefined ? '' : after} ${order}`, last)
    await take(rows)
    const final = rows.at(-1)
    if (final === undefined || rows.length < rowsOfPage) return
    last = key.map((column) => final[column])
  }
}

/** The rows of the target. */
export const targetRows = (
  client: Pick<PostgresClient, 'query'>,
  table: MovedTable,
  take: (row: CopiedRow) => void,
): Promise<void> =>
  eachPage(
    onPostgres(client),
    table,
    (position) => `$${position}`,
    (rows) => {
      for (const row of rows) take(table.columns.map(({ name }) => row[name] as Value)) // text and numbers only
    },
  )

/** A value as PostgreSQL stores it; undefined when it fits no column of its type. */
function fitting(value: unknown, isNumber: boolean): Value | undefined {
  if (value === null) return null
  if (!isNumber) return typeof value === 'string' ? String(storable(value)) : undefined
  const number = typeof value === 'bigint' ? Number(value) : value
  // Older versions wrote fractions of a millisecond.
  return typeof number === 'number' && Number.isFinite(number) ? Math.round(number) : undefined
}

/**
 * The rows of the source as the target stores them, page by page.
 * @throws StorageUnusable for a damaged value, which names its table, row and column
 */
export const sourceRows = (
  sqlite: Db,
  table: MovedTable,
  take: (rows: readonly CopiedRow[]) => Promise<void> | void,
): Promise<void> =>
  eachPage(
    onSqlite(sqlite),
    table,
    () => '?',
    (rows) =>
      take(
        rows.map((row) =>
          table.columns.map(({ name, isNumber }) => {
            const value = fitting(row[name], isNumber)
            if (value !== undefined) return value
            const key = table.key.map((column) => `${column} ${String(row[column])}`).join(', ')
            throw new StorageUnusable(
              `${table.name}.${name} is damaged in the row with ${key}: repair or remove it in the wallboard, then move again; nothing was changed`,
            )
          }),
        ),
      ),
  )

/** Inserts rows. */
export async function insertRows(
  client: Pick<PostgresClient, 'query'>,
  { name, columns }: MovedTable,
  rows: readonly CopiedRow[],
): Promise<void> {
  if (rows.length === 0) return
  const values = rows.map(
    (_, row) => `(${columns.map((_column, column) => `$${row * columns.length + column + 1}`).join(', ')})`,
  )
  const list = listOf(columns.map((column) => column.name))
  await client.query(`INSERT INTO ${quoted(name)} (${list}) VALUES ${values.join(', ')}`, rows.flat())
}

/** Keeps other connections from writing to the tables until the transaction ends. */
export const lockTables = (client: Pick<PostgresClient, 'query'>, tables: readonly MovedTable[]) =>
  client.query(`LOCK TABLE ${listOf(tables.map(({ name }) => name))} IN SHARE ROW EXCLUSIVE MODE`)
