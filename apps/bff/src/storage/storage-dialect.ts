import { setTimeout as delay } from 'node:timers/promises'
import {
  CompiledQuery,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from 'kysely'
import type { Sqlite } from './sqlite.ts'
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

/**
 * A Kysely dialect over the wrapped driver. A statement that finds the file locked is retried for 5 s without blocking the
 * event loop. Each change of data and `countChange` run in one transaction; `onChanged` runs after its commit.
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
  let isInTransaction = false

  function execute({ sql, parameters, query }: CompiledQuery): QueryResult<unknown> {
    if (sqlite.isReader(sql)) return { rows: [...sqlite.all(sql, parameters)] }
    const isChange = !isInTransaction && dataChanges.has(query.kind)
    if (!isChange) return { rows: [], numAffectedRows: BigInt(sqlite.run(sql, parameters)) }
    const changed = sqlite.transaction(() => {
      const rows = sqlite.run(sql, parameters)
      if (rows > 0) deps.countChange()
      return rows
    })
    if (changed > 0) deps.onChanged()
    return { rows: [], numAffectedRows: BigInt(changed) }
  }

  async function executeWithRetry(query: CompiledQuery): Promise<QueryResult<unknown>> {
    const startedAt = elapsed()
    for (;;) {
      try {
        return execute(query)
      } catch (error) {
        const isLocked = error instanceof StorageError && error.fault === 'locked'
        if (!isLocked || elapsed() - startedAt >= maxLockedMs) throw error
        await delay(retryEveryMs)
      }
    }
  }

  const connection: DatabaseConnection = {
    executeQuery: async <R>(query: CompiledQuery) => {
      const result = await executeWithRetry(query)
      return result as QueryResult<R> // Kysely takes the row types from Tables; stores parse the rows that they read
    },
    streamQuery: () => {
      throw new Error('queries are not streamed')
    },
  }
  const driver: Driver = {
    init: () => Promise.resolve(),
    acquireConnection: () => Promise.resolve(connection),
    releaseConnection: () => Promise.resolve(),
    async beginTransaction() {
      await executeWithRetry(CompiledQuery.raw('BEGIN IMMEDIATE'))
      isInTransaction = true
    },
    commitTransaction() {
      sqlite.exec('COMMIT')
      isInTransaction = false
      return Promise.resolve()
    },
    rollbackTransaction() {
      isInTransaction = false
      try {
        sqlite.exec('ROLLBACK')
      } catch {
        // After some errors SQLite has already rolled back.
      }
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
