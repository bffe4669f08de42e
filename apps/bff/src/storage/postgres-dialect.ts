import {
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type ColumnDefinitionNode,
  type CompiledQuery,
  type DatabaseConnection,
  type DataTypeNode,
  type Dialect,
  type Driver,
  type QueryResult,
} from 'kysely'
import type { Postgres, PostgresClient } from './postgres.ts'
import { StorageError } from './storage-error.ts'
import { createTransactionTurns } from './transaction-turns.ts'

/** Serialises the transactions of all nodes; any constant that nothing else in the database uses. */
export const transactionLock = '8021470937264117'

/**
 * How long a transaction waits for those of other nodes. PostgreSQL ends the transaction of a node that stands still after
 * 10 s, and the lock is free then.
 */
const lockWaitMs = 12_000

/** Who holds the lock. Another user's sessions show no name and no address. */
const holderQuery = `SELECT concat_ws(', ', coalesce(nullif(application_name, ''), 'a program') ||
  coalesce(' at ' || host(client_addr), ''), 'process ' || pid, state,
  'its transaction began ' || extract(epoch FROM clock_timestamp() - xact_start)::int || ' s ago') AS holder
FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE locktype = 'advisory' AND granted
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
  AND (classid::bigint << 32) + objid::bigint = ${transactionLock}`

const isLocked = (error: unknown): boolean => error instanceof StorageError && error.fault === 'locked'

/** Texts are compared and ordered by their bytes, as SQLite does, whatever the language of the database. */
class BytewiseQueryCompiler extends PostgresQueryCompiler {
  #isColumn = false

  protected override visitColumnDefinition(node: ColumnDefinitionNode): void {
    this.#isColumn = true
    super.visitColumnDefinition(node)
    this.#isColumn = false
  }

  protected override visitDataType(node: DataTypeNode): void {
    super.visitDataType(node)
    if (this.#isColumn && node.dataType === 'text') this.append(' collate "C"')
    this.#isColumn = false // a default or a check may contain a cast
  }
}

/** A connection of the pool, which is taken with the first statement. */
interface LazyClient {
  /** @throws StorageError when there is no connection */
  readonly client: () => Promise<PostgresClient>
  readonly release: () => Promise<void>
  /** Called once at the end of the transaction. */
  readonly onEnd: (end: () => void) => void
  readonly ended: () => void
}

function lazyClient(postgres: Postgres): LazyClient {
  let connecting: Promise<PostgresClient> | undefined
  let end: (() => void) | undefined
  function ended(): void {
    end?.()
    end = undefined
  }
  return {
    client: () => (connecting ??= postgres.connect()),
    async release() {
      // One that could not be taken needs not be given back: its statement has failed.
      const client = await connecting?.catch(() => undefined)
      client?.release()
      ended()
    },
    onEnd(called) {
      end = called
    },
    ended,
  }
}

const changes: ReadonlySet<string> = new Set(['InsertQueryNode', 'UpdateQueryNode', 'DeleteQueryNode'])

/**
 * A Kysely dialect over the pool. Transactions of all nodes run one after the other, as they do on SQLite: what one has
 * read stays true until its end, as far as other transactions write it. A single statement does not wait for them: where
 * a store changes by single statements what a transaction decides on, the statement itself has to check it.
 *
 * Of the transactions of this node one waits for the lock, and the others for their turn without a connection: while
 * another node holds the lock, single statements still find a connection in the pool.
 * @param waitMs how long a transaction waits for others, from its begin; a multiple of the pool's time limit for locks
 */
export function createPostgresDialect(postgres: Postgres, waitMs = lockWaitMs): Dialect {
  const turns = createTransactionTurns()
  const clients = new WeakMap<DatabaseConnection, LazyClient>()
  const run = async (connection: DatabaseConnection, sql: string) =>
    (await clients.get(connection)?.client())?.query(sql)

  async function lockedError(cause: unknown): Promise<StorageError> {
    const { rows } = await postgres.query(holderQuery).catch(() => ({ rows: [] }))
    const holder = rows[0]?.['holder']
    const who = typeof holder === 'string' ? ` (${holder})` : ''
    return new StorageError(
      'locked',
      `another node${who} holds the lock of transactions in PostgreSQL at ${postgres.address}; try again`,
      { cause },
    )
  }

  async function lock(connection: DatabaseConnection, startedAt: number): Promise<void> {
    for (;;) {
      try {
        await run(connection, `begin; select pg_advisory_xact_lock(${transactionLock})`)
        return
      } catch (error) {
        await driver.rollbackTransaction(connection)
        if (!isLocked(error)) throw error
        if (performance.now() - startedAt >= waitMs) throw await lockedError(error)
      }
    }
  }

  function newConnection(): DatabaseConnection {
    const lazy = lazyClient(postgres)
    const connection: DatabaseConnection = {
      async executeQuery<R>({ sql, parameters, query }: CompiledQuery) {
        const client = await lazy.client()
        const { rows, count } = await client.query(sql, parameters)
        const result: QueryResult<unknown> = {
          rows: [...rows],
          ...(changes.has(query.kind) ? { numAffectedRows: BigInt(count) } : {}),
        }
        return result as QueryResult<R> // Kysely takes the row types from Tables; stores parse the rows that they read
      },
      streamQuery: () => {
        throw new Error('queries are not streamed')
      },
    }
    clients.set(connection, lazy)
    return connection
  }

  const driver: Driver = {
    init: () => Promise.resolve(),
    acquireConnection: () => Promise.resolve(newConnection()),
    async releaseConnection(connection) {
      await clients.get(connection)?.release()
    },
    async beginTransaction(connection) {
      const startedAt = performance.now()
      const end = await turns.take(waitMs)
      if (end === undefined) throw await lockedError(undefined)
      try {
        await lock(connection, startedAt)
        clients.get(connection)?.onEnd(end)
      } catch (error) {
        end()
        throw error
      }
    },
    async commitTransaction(connection) {
      await run(connection, 'commit')
      clients.get(connection)?.ended()
    },
    async rollbackTransaction(connection) {
      try {
        await run(connection, 'rollback')
      } catch {
        // The connection is lost: the server rolls back, and the first error says why.
      }
      clients.get(connection)?.ended()
    },
    destroy: () => postgres.close(),
  }
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => driver,
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new BytewiseQueryCompiler(),
  }
}
