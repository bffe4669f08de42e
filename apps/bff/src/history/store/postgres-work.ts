import type { Postgres, PostgresClient } from '../../storage/postgres.ts'
import { beginWithin, prepareSchema, type HistorySchema } from './postgres-schema.ts'
import {
  putText,
  type Put,
  type SqlRow,
  type SqlValue,
  type SqlWorker,
  type Statement,
  type Work,
} from './sql-work.ts'

/** More parameters of one statement than this are sent in several: PostgreSQL takes 65,535. */
const maxParameters = 20_000

/** The text with `$1` for the first `?`, and so on. */
function numbered(sql: string): string {
  let count = 0
  return sql.replaceAll('?', () => {
    count += 1
    return `$${count}`
  })
}

const isSqlValue = (value: unknown): value is SqlRow[string] =>
  value === null ||
  typeof value === 'string' ||
  typeof value === 'number' ||
  typeof value === 'bigint' ||
  value instanceof Uint8Array

function rowOf(row: Readonly<Record<string, unknown>>): SqlRow {
  const values: Record<string, SqlRow[string]> = {}
  for (const [column, value] of Object.entries(row)) {
    if (!isSqlValue(value)) throw new TypeError(`column ${column} has a type that history does not store`)
    values[column] = value
  }
  return values
}

/** What a statement reads or changes: keywords are written in capitals, and tables are not. */
const tableAfterKeyword = /\b(FROM|JOIN|INTO|UPDATE)\s+([a-z]\w*)\b(?![.(])/g

/** The text with the schema before each table, and `$1` for the first `?`, and so on. */
const textFor = (schema: HistorySchema, sql: string): string =>
  numbered(
    sql.replaceAll(tableAfterKeyword, (found, keyword: string, table: string) =>
      table.startsWith('pg_') ? found : `${keyword} ${schema}.${table}`,
    ),
  )

type Row = readonly SqlValue[]

/**
 * Rows in parts that one statement can take: PostgreSQL refuses a statement that changes a row twice.
 * @internal exported for its test
 */
export function partsOf({ width, keyWidth }: Pick<Put, 'width' | 'keyWidth'>, rows: readonly Row[]) {
  const maxRows = Math.floor(maxParameters / width)
  const parts: Row[][] = []
  let part: Row[] = []
  let keys = new Set<string>()
  for (const row of rows) {
    const key = JSON.stringify(row.slice(0, keyWidth))
    if (part.length === maxRows || keys.has(key)) {
      parts.push(part)
      part = []
      keys = new Set()
    }
    part.push(row)
    keys.add(key)
  }
  return part.length === 0 ? parts : [...parts, part]
}

type Perform = (statement: Statement) => Promise<readonly SqlRow[]>

const performIn =
  (schema: HistorySchema, client: PostgresClient): Perform =>
  async (statement) => {
    if (statement.type === 'put') {
      const { put, rows } = statement
      for (const part of partsOf(put, rows))
        await client.query(textFor(schema, putText(put, part.length)), part.flat())
      return []
    }
    const { rows } = await client.query(textFor(schema, statement.sql), statement.parameters)
    return rows.map(rowOf)
  }

async function performAll<T>(perform: Perform, work: Work<T>): Promise<T> {
  let step = work.next()
  while (step.done !== true) step = work.next(await perform(step.value))
  return step.value
}

/**
 * Runs work on the tables of a schema in PostgreSQL, which are created before the first work. A statement that names a
 * table otherwise than after FROM, JOIN, INTO or UPDATE finds it in a transaction only. When the connection is lost
 * during a commit, the work rejects with a StorageError `unreachable` and may have been written: work that adds to what is
 * stored must know whether it ran before.
 */
export function createPostgresWorker(postgres: Postgres, schema: HistorySchema): SqlWorker {
  let prepared: Promise<void> | undefined

  async function withClient<T>(use: (client: PostgresClient, perform: Perform) => Promise<T>): Promise<T> {
    const client = await postgres.connect()
    try {
      prepared ??= prepareSchema(client, schema)
      await prepared.catch((error: unknown) => {
        prepared = undefined
        throw error
      })
      return await use(client, performIn(schema, client))
    } finally {
      client.release()
    }
  }

  const transaction = <T>(work: () => Work<T>): Promise<T> =>
    withClient(async (client, perform) => {
      await client.query(beginWithin(schema))
      let result
      try {
        result = await performAll(perform, work())
      } catch (error) {
        await client.query('rollback').catch(() => undefined) // the first error says why
        throw error
      }
      await client.query('commit')
      return result
    })

  return { run: (work) => withClient((_client, perform) => performAll(perform, work())), transaction }
}
