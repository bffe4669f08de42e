import Database from 'libsql'
import { storageErrorOf } from './storage-error.ts'

/*
 * The only module that imports the SQLite driver. The driver is native code that ends the process, without an
 * exception, when it reads a TEXT value that is not UTF-8 or when `run` gets a Buffer or a Date as its only argument.
 * Therefore every text is read as bytes and decoded here, and parameters are checked and always passed as one array.
 */

export type SqliteValue = string | number | bigint | null
export type SqliteRow = Readonly<Record<string, SqliteValue>>
/** A value of a table without text columns: bytes are a BLOB. */
export type BinaryValue = number | bigint | null | Uint8Array
export type BinaryRow = Readonly<Record<string, BinaryValue>>

/** A statement that returns no rows, and is compiled once. */
export interface PreparedStatement {
  /** Runs the statement. Returns the number of changed rows. Bytes are stored as a BLOB. */
  readonly run: (parameters: readonly unknown[]) => number
}

/** A query that is compiled once. */
export interface PreparedQuery {
  /** Its rows. Bytes that are not UTF-8 are read as U+FFFD. */
  readonly all: (parameters: readonly unknown[]) => readonly SqliteRow[]
}

/** The same for tables that have no text column. */
export interface PreparedBinaryQuery {
  readonly all: (parameters: readonly unknown[]) => readonly BinaryRow[]
}

/** An open database. Every method throws a StorageError when the storage fails. */
export interface Sqlite {
  readonly path: string
  /** Rows of a query. Bytes that are not UTF-8 are read as U+FFFD. */
  readonly all: (sql: string, parameters?: readonly unknown[]) => readonly SqliteRow[]
  /** Rows of a query on tables that have no text column, which a damaged file can therefore not contain. */
  readonly allBinary: (sql: string, parameters?: readonly unknown[]) => readonly BinaryRow[]
  /** Runs one statement that returns no rows. Returns the number of changed rows. Bytes are stored as a BLOB. */
  readonly run: (sql: string, parameters?: readonly unknown[]) => number
  /** A statement that runs many times, until the database is closed. Its first run compiles it. */
  readonly prepare: (sql: string) => PreparedStatement
  /** A query that runs many times, until the database is closed. Its first run compiles it; its columns must not change. */
  readonly prepareQuery: (sql: string) => PreparedQuery
  /** The same for tables that have no text column, as `allBinary` reads them. */
  readonly prepareBinaryQuery: (sql: string) => PreparedBinaryQuery
  readonly exec: (sql: string) => void
  /** Whether a statement returns rows. */
  readonly isReader: (sql: string) => boolean
  /** Runs `work` in one transaction, which is rolled back when it throws. */
  readonly transaction: <T>(work: () => T) => T
  /** The first column of a query that contains text which is not UTF-8. */
  readonly findInvalidText: (sql: string) => string | undefined
  readonly close: () => void
}

const lossy = new TextDecoder('utf-8', { ignoreBOM: true })
const strict = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true })

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

/** The value of a column, with text as bytes. */
function asBytes(name: string): string {
  const column = quoted(name)
  return `CASE typeof(${column}) WHEN 'text' THEN CAST(${column} AS BLOB) ELSE ${column} END AS ${column}`
}

function isScalar(value: unknown): value is SqliteValue {
  return typeof value === 'number' || value === null || typeof value === 'string' || typeof value === 'bigint'
}

const isParameter = (value: unknown): value is SqliteValue | Uint8Array =>
  isScalar(value) || value instanceof Uint8Array

/** The parameters themselves, not a copy: a flush of history has tens of thousands. */
function checkedParameters(parameters: readonly unknown[]): readonly (SqliteValue | Uint8Array)[] {
  if (parameters.every(isParameter)) return parameters
  const wrong = parameters.find((value) => !isParameter(value))
  throw new TypeError(`a parameter of a query must be a string, a number, bytes or null, not ${typeof wrong}`)
}

function binaryValueOf(value: unknown): BinaryValue {
  if (value instanceof ArrayBuffer) return new Uint8Array(value)
  if (value === null || typeof value === 'number' || typeof value === 'bigint') return value
  throw new TypeError(`the driver returned a value of type ${typeof value} from a table without text`)
}

function valueOf(value: unknown): SqliteValue {
  if (value instanceof ArrayBuffer) return lossy.decode(value)
  if (isScalar(value)) return value
  throw new TypeError(`the driver returned a value of type ${typeof value}`)
}

function isUtf8(value: unknown): boolean {
  if (!(value instanceof ArrayBuffer)) return true
  try {
    strict.decode(value)
    return true
  } catch {
    return false
  }
}

/** The columns of a row, read by `valueIn`. */
function rowOf<Value>(row: object, valueIn: (value: unknown) => Value): Readonly<Record<string, Value>> {
  const values: Record<string, Value> = {}
  for (const [name, value] of Object.entries(row)) values[name] = valueIn(value)
  return values
}

/** Opens a database file, which is created when it is missing. */
export function openSqlite(path: string): Sqlite {
  function guarded<T>(work: () => T): T {
    try {
      return work()
    } catch (error) {
      throw storageErrorOf(error, path)
    }
  }
  const database = guarded(() => new Database(path))

  /** Compiles a query that returns texts as bytes. */
  function compiled(sql: string) {
    const columns = database.prepare(sql).columns()
    const statement = database.prepare(
      `SELECT ${columns.map(({ name }) => asBytes(name)).join(', ')} FROM (${sql})`,
    )
    return (parameters: readonly unknown[]): readonly object[] =>
      statement.all(checkedParameters(parameters)).filter((row) => typeof row === 'object' && row !== null)
  }

  const rawRows = (sql: string, parameters: readonly unknown[] = []) => compiled(sql)(parameters)
  const decoded = (rows: readonly object[]): readonly SqliteRow[] => rows.map((row) => rowOf(row, valueOf))
  const binary = (rows: readonly object[]): readonly BinaryRow[] =>
    rows.map((row) => rowOf(row, binaryValueOf))

  return {
    path,
    all: (sql, parameters) => guarded(() => decoded(rawRows(sql, parameters))),
    allBinary: (sql, parameters) => guarded(() => binary(rawRows(sql, parameters))),
    run: (sql, parameters = []) =>
      guarded(() => database.prepare(sql).run(checkedParameters(parameters)).changes),
    prepare(sql) {
      let statement: ReturnType<typeof database.prepare> | undefined
      return {
        run: (parameters) =>
          guarded(() => (statement ??= database.prepare(sql)).run(checkedParameters(parameters)).changes),
      }
    },
    prepareQuery(sql) {
      let rows: ReturnType<typeof compiled> | undefined
      return { all: (parameters) => guarded(() => decoded((rows ??= compiled(sql))(parameters))) }
    },
    prepareBinaryQuery(sql) {
      let rows: ReturnType<typeof compiled> | undefined
      return { all: (parameters) => guarded(() => binary((rows ??= compiled(sql))(parameters))) }
    },
    exec: (sql) => {
      guarded(() => database.exec(sql))
    },
    isReader: (sql) => guarded(() => database.prepare(sql).reader),
    transaction(work) {
      guarded(() => database.exec('BEGIN IMMEDIATE'))
      try {
        const result = work()
        guarded(() => database.exec('COMMIT'))
        return result
      } catch (error) {
        // After some errors SQLite has already rolled back.
        if (database.inTransaction) guarded(() => database.exec('ROLLBACK'))
        throw error
      }
    },
    findInvalidText: (sql) =>
      guarded(() => {
        for (const row of rawRows(sql))
          for (const [name, value] of Object.entries(row)) if (!isUtf8(value)) return name
        return undefined
      }),
    close: () => {
      database.close()
    },
  }
}
