import type { PreparedQuery } from './sqlite.ts'

/** The latest queries, compiled. */
export interface QueryCache {
  readonly find: (sql: string) => PreparedQuery
  /** The columns of tables may have changed. */
  readonly clear: () => void
}

/** More than a server has that run often. */
const maxQueries = 100

/** Keeps the queries that were used last: to compile one takes longer than to run it. */
export function createQueryCache(prepare: (sql: string) => PreparedQuery): QueryCache {
  /** The one that was used longest ago is first. */
  const queries = new Map<string, PreparedQuery>()
  return {
    find(sql) {
      const found = queries.get(sql) ?? prepare(sql)
      queries.delete(sql)
      queries.set(sql, found)
      const [oldest] = queries.keys()
      if (queries.size > maxQueries && oldest !== undefined) queries.delete(oldest)
      return found
    },
    clear() {
      queries.clear()
    },
  }
}
