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

/** Serialises the transactions of all nodes; any constant that nothing else in the database uses. */
const transactionLock = '8021470937264117'

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

const changes: ReadonlySet<string> = new Set(['InsertQueryNode', 'UpdateQueryNode', 'DeleteQueryNode'])

/**
 * A Kysely dialect over the pool. Transactions of all nodes run one after the other, as they do on SQLite: what one has
 * read stays true until its end, as far as other transactions write it. A single statement does not wait for them: where
 * a store changes by single statements what a transaction decides on, the statement itself has to check it.
 */
export function createPostgresDialect(postgres: Postgres): Dialect {
  const clients = new WeakMap<DatabaseConnection, PostgresClient>()
  const run = (connection: DatabaseConnection, sql: string) => clients.get(connection)?.query(sql)

  function connectionOf(client: PostgresClient): DatabaseConnection {
    const connection: DatabaseConnection = {
      async executeQuery<R>({ sql, parameters, query }: CompiledQuery) {
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
    clients.set(connection, client)
    return connection
  }

  const driver: Driver = {
    init: () => Promise.resolve(),
    acquireConnection: async () => connectionOf(await postgres.connect()),
    releaseConnection(connection) {
      clients.get(connection)?.release()
      return Promise.resolve()
    },
    async beginTransaction(connection) {
      try {
        await run(connection, `begin; select pg_advisory_xact_lock(${transactionLock})`)
      } catch (error) {
        await driver.rollbackTransaction(connection)
        throw error
      }
    },
    async commitTransaction(connection) {
      await run(connection, 'commit')
    },
    async rollbackTransaction(connection) {
      try {
        await run(connection, 'rollback')
      } catch {
        // The connection is lost: the server rolls back, and the first error says why.
      }
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
