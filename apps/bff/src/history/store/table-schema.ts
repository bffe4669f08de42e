import type { Put } from './sql-work.ts'

/*
 * The tables of history, written once for both engines: SQLite keeps a row in the index of its primary key, and gives a
 * number to a row without one; PostgreSQL has other words for both.
 */

export type ColumnType = 'integer' | 'real' | 'text' | 'bytes'

export interface TableSchema {
  readonly name: string
  /** The type of each column, with `?` for one that may be NULL. */
  readonly columns: Readonly<Record<string, ColumnType | `${ColumnType}?`>>
  /** The leading columns. */
  readonly key: readonly string[]
}

const typeNames = {
  sqlite: { integer: 'INT', real: 'REAL', text: 'TEXT', bytes: 'BLOB' },
  postgres: { integer: 'BIGINT', real: 'DOUBLE PRECISION', text: 'TEXT COLLATE "C"', bytes: 'BYTEA' },
} as const satisfies Record<string, Record<ColumnType, string>>

/** A column in SQL: PostgreSQL would change capitals of a name without quotation marks. */
export const quoted = (column: string): string => `"${column}"`

const isColumnType = (text: string): text is ColumnType =>
  text === 'integer' || text === 'real' || text === 'text' || text === 'bytes'

function columnSql(engine: keyof typeof typeNames, name: string, declared: string): string {
  const isOptional = declared.endsWith('?')
  const type = isOptional ? declared.slice(0, -1) : declared
  if (!isColumnType(type)) throw new Error(`column ${name} has no type`)
  return `${quoted(name)} ${typeNames[engine][type]}${isOptional ? '' : ' NOT NULL'}`
}

/** The statement that creates a table unless it exists. */
export function createTableSql(
  engine: 'sqlite' | 'postgres',
  { name, columns, key }: TableSchema,
  suffix = engine === 'sqlite' ? 'WITHOUT ROWID' : '',
): string {
  const lines = Object.entries(columns).map(([column, type]) => columnSql(engine, column, type))
  return `CREATE TABLE IF NOT EXISTS ${name} (
  ${[...lines, `PRIMARY KEY (${key.join(', ')})`].join(',\n  ')}
) ${suffix};`
}

/**
 * The insert of rows in the order of the columns.
 * @param update the new value of a column where the key is stored already; undefined keeps the stored one
 */
export function definePut(
  { name, columns, key }: TableSchema,
  update: (column: string) => string | undefined = (column) => `excluded.${quoted(column)}`,
): Put {
  const names = Object.keys(columns)
  const updates = names.slice(key.length).flatMap((column) => {
    const value = update(column)
    return value === undefined ? [] : [`${quoted(column)} = ${value}`]
  })
  return {
    insert: `INSERT INTO ${name} (${names.map(quoted).join(', ')})`,
    ...{ width: names.length, keyWidth: key.length },
    onConflict: `ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${updates.join(', ')}`,
  }
}

/** The new value of a number that is added to the stored one. */
export const addedTo = (table: string, column: string): string =>
  `${table}.${quoted(column)} + excluded.${quoted(column)}`
