import { setTimeout as delay } from 'node:timers/promises'
import {
  type CompiledQuery,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from 'kysely'
import { createQueryCache } from './query-cache.ts'
import type { Sqlite } from './sqlite.ts'
import { StorageError } from './storage-error.ts'
import type { DatabaseWriter, WriterConnection } from './writer/database-writer.ts'
import type { StatementKind, WriterResult } from './writer/writer-message.ts'

/** For how long a statement is retried while another program locks the file. */
const maxLockedMs = 5_000
const retryEveryMs = 50

const kindOfNode: ReadonlyMap<string, StatementKind> = new Map([
  ['SelectQueryNode', 'query'],
  ['InsertQueryNode', 'change'],
  ['UpdateQueryNode', 'change'],
  ['DeleteQueryNode', 'change'],
])

/** Kysely assumes that SQLite cannot roll back the creation of a table. It can: a killed start leaves no partial migration. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

/** The open transaction: there is one connection that writes, so that only the owner's changes may run until it ends. */
interface OpenTransaction {
  readonly owner: DatabaseConnection
  readonly writer: WriterConnection
  readonly ended: Promise<void>
  readonly end: () => void
}

function openedBy(owner: DatabaseConnection, writer: WriterConnection): OpenTransaction {
  let end = () => {}
  const ended = new Promise<void>((resolve) => (end = resolve))
  return { owner, writer, ended, end }
}

/**
 * A Kysely dialect over two connections to one database file. A query outside a transaction runs at once, on a connection
 * of this thread, and sees what is committed; everything else runs in the thread that writes. A statement that finds the
 * file locked is retried for 5 s without blocking the event loop.
 *
 * Changes outside an open transaction wait for its end: the callback of `db.transaction()` must use its own `trx` only,
 * since a change by `db` would wait for ever.
 */
export function createStorageDialect(deps: {
  /** Runs queries only. */
  readonly reader: Pick<Sqlite, 'all' | 'prepareQuery'>
  readonly writer: DatabaseWriter
  /** Called with the result of each request that has committed a change of data. */
  readonly onCommitted: (result: WriterResult) => void
  readonly onDestroyed: () => Promise<void>
  /** Milliseconds of a monotonic clock. */
  readonly elapsed?: () => number
}): Dialect {
  const { reader, writer, elapsed = () => performance.now() } = deps
  let transaction: OpenTransaction | undefined
  const queries = createQueryCache(reader.prepareQuery)

  /** Runs work until the file is not locked by another program. */
  async function retrying<T>(work: () => T | Promise<T>): Promise<T> {
    const startedAt = elapsed()
    for (;;)
      try {
        return await work()
      } catch (error) {
        const isLocked = error instanceof StorageError && error.fault === 'locked'
        if (!isLocked || elapsed() - startedAt >= maxLockedMs) throw error
        await delay(retryEveryMs)
      }
  }

  /** The end of the transaction that another connection has open. */
  const othersEnd = (connection: DatabaseConnection) =>
    transaction?.owner === connection ? undefined : transaction?.ended

  /** A connection notices the new columns of a table when it runs a query, not when it compiles one. */
  function tablesMayHaveChanged(): void {
    queries.clear()
    reader.all('SELECT count(*) FROM sqlite_master')
  }

  async function runInThread(
    connection: DatabaseConnection,
    { sql, parameters }: CompiledQuery,
    kind: StatementKind,
  ): Promise<QueryResult<unknown>> {
    const request = { type: 'run', sql, parameters, kind } as const
    const result = await retrying(async () => {
      while (othersEnd(connection) !== undefined) await othersEnd(connection)
      return (transaction?.writer ?? writer.connection()).request(request)
    })
    if (result.hasCommitted === true) deps.onCommitted(result)
    if (kind === 'other') tablesMayHaveChanged()
    return result.rows === undefined
      ? { rows: [], numAffectedRows: BigInt(result.changedRows ?? 0) }
      : { rows: [...result.rows] }
  }

  function execute(connection: DatabaseConnection, query: CompiledQuery): Promise<QueryResult<unknown>> {
    const kind = kindOfNode.get(query.query.kind) ?? 'other'
    if (kind !== 'query' || transaction?.owner === connection) return runInThread(connection, query, kind)
    return retrying(() => ({ rows: [...queries.find(query.sql).all(query.parameters)] }))
  }

  function endTransaction(): void {
    const ended = transaction
    transaction = undefined
    ended?.end()
  }

  const newConnection = (): DatabaseConnection => {
    const connection: DatabaseConnection = {
      executeQuery: async <R>(query: CompiledQuery) => {
        const result = await execute(connection, query)
        return result as QueryResult<R> // Kysely takes the row types from Tables; stores parse the rows that they read
      },
      streamQuery: () => {
        throw new Error('queries are not streamed')
      },
    }
    return connection
  }
  const driver: Driver = {
    init: () => Promise.resolve(),
    acquireConnection: () => Promise.resolve(newConnection()),
    releaseConnection: () => Promise.resolve(),
    beginTransaction: (connection) =>
      retrying(async () => {
        while (othersEnd(connection) !== undefined) await othersEnd(connection)
        const opened = openedBy(connection, writer.connection())
        transaction = opened // before the reply: other changes wait from now on
        try {
          await opened.writer.request({ type: 'begin' })
        } catch (error) {
          endTransaction()
          throw error
        }
      }),
    async commitTransaction() {
      const result = await transaction?.writer.request({ type: 'commit' })
      endTransaction()
      if (result?.hasCommitted === true) deps.onCommitted(result)
    },
    async rollbackTransaction() {
      try {
        await transaction?.writer.request({ type: 'rollback' })
      } finally {
        endTransaction()
      }
    },
    destroy: deps.onDestroyed,
  }
  return {
    createAdapter: () => new TransactionalAdapter(),
    createDriver: () => driver,
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
}
