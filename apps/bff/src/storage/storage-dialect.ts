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
import type { Sqlite } from './sqlite.ts'
import { createQueryCache } from './query-cache.ts'
import { StorageError } from './storage-error.ts'

/** For how long a statement is retried while another program locks the file. */
const maxLockedMs = 5_000
const retryEveryMs = 50

const dataChanges: ReadonlySet<string> = new Set(['InsertQueryNode', 'UpdateQueryNode', 'DeleteQueryNode'])

/** Kysely assumes that SQLite cannot roll back the creation of a table. It can: a killed start leaves no partial migration. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

/** The open transaction. All connections share one file handle, so that only the owner's statements may run until it ends. */
interface OpenTransaction {
  readonly owner: DatabaseConnection
  readonly ended: Promise<void>
  readonly end: () => void
  hasChanged: boolean
}

function openedBy(owner: DatabaseConnection): OpenTransaction {
  let end = () => {}
  const ended = new Promise<void>((resolve) => (end = resolve))
  return { owner, ended, end, hasChanged: false }
}

/**
 * A Kysely dialect over the wrapped driver. A statement that finds the file locked is retried for 5 s without blocking the
 * event loop. Each change of data and `countChange` run in one transaction; `onChanged` runs after its commit.
 *
 * Statements outside an open transaction wait for its end: the callback of `db.transaction()` must use its own `trx` only,
 * since a query on `db` would wait for ever.
 */
export function createStorageDialect(deps: {
  readonly sqlite: Sqlite
  /** Runs inside the transaction of each change. */
  readonly countChange: () => void
  readonly onChanged: () => void
  readonly onDestroyed: () => void
  /** Milliseconds of a monotonic clock. */
  readonly elapsed?: () => number
}): Dialect {
  const { sqlite, elapsed = () => performance.now() } = deps
  let transaction: OpenTransaction | undefined
  const queries = createQueryCache(sqlite.prepareQuery)

  function execute({ sql, parameters, query }: CompiledQuery): QueryResult<unknown> {
    if (query.kind === 'SelectQueryNode') return { rows: [...queries.find(sql).all(parameters)] }
    if (sqlite.isReader(sql)) return { rows: [...sqlite.all(sql, parameters)] }
    const isChange = dataChanges.has(query.kind)
    if (!isChange) queries.clear() // it may change tables
    if (!isChange || transaction !== undefined) {
      const changed = sqlite.run(sql, parameters)
      if (isChange && transaction !== undefined && changed > 0) transaction.hasChanged = true
      return { rows: [], numAffectedRows: BigInt(changed) }
    }
    const changed = sqlite.transaction(() => {
      const rows = sqlite.run(sql, parameters)
      if (rows > 0) deps.countChange()
      return rows
    })
    if (changed > 0) deps.onChanged()
    return { rows: [], numAffectedRows: BigInt(changed) }
  }

  /** Runs synchronous work when no other connection has a transaction open. */
  async function runWithRetry<T>(connection: DatabaseConnection, work: () => T): Promise<T> {
    const startedAt = elapsed()
    for (;;) {
      while (transaction !== undefined && transaction.owner !== connection) await transaction.ended
      try {
        return work()
      } catch (error) {
        const isLocked = error instanceof StorageError && error.fault === 'locked'
        if (!isLocked || elapsed() - startedAt >= maxLockedMs) throw error
        await delay(retryEveryMs)
      }
    }
  }

  function endTransaction(): void {
    const ended = transaction
    transaction = undefined
    ended?.end()
  }

  const newConnection = (): DatabaseConnection => {
    const connection: DatabaseConnection = {
      executeQuery: async <R>(query: CompiledQuery) => {
        const result = await runWithRetry(connection, () => execute(query))
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
    async beginTransaction(connection) {
      await runWithRetry(connection, () => {
        sqlite.exec('BEGIN IMMEDIATE')
        transaction = openedBy(connection)
      })
    },
    commitTransaction() {
      const hasChanged = transaction?.hasChanged ?? false
      if (hasChanged) deps.countChange()
      sqlite.exec('COMMIT')
      endTransaction()
      if (hasChanged) deps.onChanged()
      return Promise.resolve()
    },
    rollbackTransaction() {
      try {
        sqlite.exec('ROLLBACK')
      } catch {
        // After some errors SQLite has already rolled back.
      }
      endTransaction()
      return Promise.resolve()
    },
    destroy() {
      deps.onDestroyed()
      return Promise.resolve()
    },
  }
  return {
    createAdapter: () => new TransactionalAdapter(),
    createDriver: () => driver,
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
}
