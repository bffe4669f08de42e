/*
 * Work on a database that does not depend on the engine. A `Work` yields one statement after another and gets the rows
 * of each, so that one description of what to read and write serves SQLite, whose driver is synchronous, and PostgreSQL.
 * The SQL is the common subset of both; `?` marks a parameter.
 */

export type SqlValue = string | number | Uint8Array | null
export type SqlRow = Readonly<Record<string, SqlValue | bigint>>

/** An `INSERT` of rows into one table, which changes those that have the same key. */
export interface Put {
  /** `INSERT INTO table (columns)` */
  readonly insert: string
  readonly width: number
  /** This many leading columns are the key. */
  readonly keyWidth: number
  /** `ON CONFLICT …` */
  readonly onConflict: string
}

export type Statement =
  | {
      readonly type: 'query'
      readonly sql: string
      readonly parameters: readonly SqlValue[]
      /** `binary`: no column is a text. `repeated`: the statement is worth keeping compiled, as every `binary` one is. */
      readonly mode?: 'binary' | 'repeated'
    }
  | { readonly type: 'run'; readonly sql: string; readonly parameters: readonly SqlValue[] }
  | { readonly type: 'put'; readonly put: Put; readonly rows: readonly (readonly SqlValue[])[] }

/** Statements that lead to a result. It throws what a statement threw. */
export type Work<T> = Generator<Statement, T, readonly SqlRow[]>

/** Runs work on a database. Its promises reject with a StorageError when the storage fails. */
export interface SqlWorker {
  /** Runs work whose statements need no common transaction. */
  readonly run: <T>(work: () => Work<T>) => Promise<T>
  /** Runs work in one transaction, which is rolled back when it throws. */
  readonly transaction: <T>(work: () => Work<T>) => Promise<T>
}

/** The rows of a query. */
export function* query(sql: string, parameters: readonly SqlValue[] = []): Work<readonly SqlRow[]> {
  return yield { type: 'query', sql, parameters }
}

/** The rows of a query that runs often. Its text must be one of a few. */
export function* repeatedQuery(sql: string, parameters: readonly SqlValue[]): Work<readonly SqlRow[]> {
  return yield { type: 'query', sql, parameters, mode: 'repeated' }
}

/** The rows of a query on a table without text columns. Its text must be one of a few. */
export function* binaryQuery(sql: string, parameters: readonly SqlValue[] = []): Work<readonly SqlRow[]> {
  return yield { type: 'query', sql, parameters, mode: 'binary' }
}

/** Runs one statement that returns no rows. */
export function* execute(sql: string, parameters: readonly SqlValue[] = []): Work<void> {
  yield { type: 'run', sql, parameters }
}

/** Inserts rows, or changes those that have the same key. */
export function* putRows(put: Put, rows: readonly (readonly SqlValue[])[]): Work<void> {
  if (rows.length > 0) yield { type: 'put', put, rows }
}

const placeholders = (width: number): string => `(${Array.from({ length: width }, () => '?').join(', ')})`

/** The text of an insert of this many rows. */
export const putText = ({ insert, width, onConflict }: Put, rowCount: number): string =>
  `${insert} VALUES ${Array.from({ length: rowCount }, () => placeholders(width)).join(', ')} ${onConflict}`

/** `(?, ?, ?)` for a list of values. */
export const listOf = (values: readonly unknown[]): string => placeholders(values.length)
