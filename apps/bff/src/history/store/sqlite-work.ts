import type { PreparedBinaryQuery, PreparedQuery, PreparedStatement, Sqlite } from '../../storage/sqlite.ts'
import { putText, type Put, type SqlRow, type SqlWorker, type Statement, type Work } from './sql-work.ts'

/** Runs work on a SQLite file, synchronously. */
export interface SqliteWorker {
  /** Runs work whose statements need no common transaction. */
  readonly run: <T>(work: () => Work<T>) => T
  /** Runs work in one transaction, which is rolled back when it throws. */
  readonly transaction: <T>(work: () => Work<T>) => T
}

export function createSqliteWorker(sqlite: Sqlite): SqliteWorker {
  // Compiled once: a flush adds live time to two buckets of each queue, with 50 values each.
  const inserts = new Map<Put, PreparedStatement>()
  const queries = new Map<string, PreparedQuery>()
  const binaryQueries = new Map<string, PreparedBinaryQuery>()

  function prepared<K, V>(known: Map<K, V>, key: K, prepare: () => V): V {
    const found = known.get(key) ?? prepare()
    known.set(key, found)
    return found
  }

  function rowsOf({ sql, parameters, mode }: Extract<Statement, { type: 'query' }>): readonly SqlRow[] {
    if (mode === 'binary')
      return prepared(binaryQueries, sql, () => sqlite.prepareBinaryQuery(sql)).all(parameters)
    if (mode === 'repeated') return prepared(queries, sql, () => sqlite.prepareQuery(sql)).all(parameters)
    return sqlite.all(sql, parameters)
  }

  function perform(statement: Statement): readonly SqlRow[] {
    if (statement.type === 'query') return rowsOf(statement)
    if (statement.type === 'run') sqlite.run(statement.sql, statement.parameters)
    else {
      const { put, rows } = statement
      const insert = prepared(inserts, put, () => sqlite.prepare(putText(put, 1)))
      for (const row of rows) insert.run(row)
    }
    return []
  }

  function run<T>(work: Work<T>): T {
    let step = work.next()
    while (step.done !== true) step = work.next(perform(step.value))
    return step.value
  }

  return { run: (work) => run(work()), transaction: (work) => sqlite.transaction(() => run(work())) }
}

/** Runs synchronous work of the driver, and turns what it throws into a rejection. */
export const rejecting = <T>(work: () => T): Promise<T> =>
  new Promise((resolve) => {
    resolve(work())
  })

/** The same worker with promises. */
export const asynchronous = ({ run, transaction }: SqliteWorker): SqlWorker => ({
  run: (work) => rejecting(() => run(work)),
  transaction: (work) => rejecting(() => transaction(work)),
})
