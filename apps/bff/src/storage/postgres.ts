import { Pool, TypeOverrides, types, type PoolClient } from 'pg'
import { postgresErrorOf } from './postgres-error.ts'
import { StorageError } from './storage-error.ts'

/*
 * The only module that imports the client of PostgreSQL. Every error of it becomes a StorageError or belongs to the
 * statement; a connection with a failure is closed, and the next one is new.
 */

/** Rows that a statement returned, and how many rows it returned or changed. */
export interface PostgresResult {
  readonly rows: readonly Readonly<Record<string, unknown>>[]
  readonly count: number
}

/** One connection, for one user at a time. */
export interface PostgresClient {
  /**
   * Runs one statement; without parameters also several.
   * @throws StorageError when the storage fails
   */
  readonly query: (sql: string, parameters?: readonly unknown[]) => Promise<PostgresResult>
  /** Gives the connection back. One that failed is closed. */
  readonly release: () => void
}

/** A pool of connections to one database, which connects again by itself. */
export interface Postgres {
  /** Host, port and database: without user and password, for texts. */
  readonly address: string
  /** @throws StorageError `unreachable` when no connection can be made within the time limit */
  readonly connect: () => Promise<PostgresClient>
  /** Runs one statement on any connection. @throws StorageError when the storage fails */
  readonly query: (sql: string, parameters?: readonly unknown[]) => Promise<PostgresResult>
  /** Whether the last statement or attempt to connect reached the database. */
  readonly isReachable: () => boolean
  /** Waits for running statements, and closes all connections. A second call waits for the first. */
  readonly close: () => Promise<void>
}

export interface PostgresOptions {
  readonly url: string
  /** What the server lists the connections as. */
  readonly name?: string
  /** The maximum number of connections. */
  readonly maxConnections?: number
  /** The maximum duration of a statement; the server ends it. */
  readonly statementTimeoutMs?: number
  /** How long a statement waits for a lock. */
  readonly lockTimeoutMs?: number
  /** How long a new connection may take. */
  readonly connectTimeoutMs?: number
  /** Called when the database becomes unreachable, with the reason, and when it is reachable again, without. */
  readonly onReachability?: (failure: StorageError | undefined) => void
}

/** The server has ended a statement before this time; an answer that is later does not come any more. */
const answerAfterTimeoutMs = 1_000
/** A transaction whose node stands still must not hold its locks. */
const idleInTransactionMs = 10_000

/** Numbers of 64 bits are counts and epoch milliseconds here, which a number holds exactly. Other clients of the process are not affected. */
const numbersAsNumbers = new TypeOverrides()
numbersAsNumbers.setTypeParser(types.builtins.INT8, Number)
numbersAsNumbers.setTypeParser(types.builtins.NUMERIC, Number)

/**
 * PostgreSQL stores no NUL in a text: it becomes U+FFFD, as half of a surrogate pair does in UTF-8. JSON documents escape
 * both, and keep them.
 */
export const storable = (value: unknown): unknown =>
  typeof value === 'string' ? value.replaceAll('\0', '\u{fffd}') : value

function addressOf(url: string): string {
  const { hostname, port, pathname, searchParams } = new URL(url)
  return `${hostname === '' ? (searchParams.get('host') ?? '') : hostname}:${port === '' ? '5432' : port}${pathname}`
}

/** Opens a pool of connections. Nothing connects before the first statement. */
export function openPostgres(options: PostgresOptions): Postgres {
  const { url, name = 'wallboard', statementTimeoutMs = 5_000 } = options
  const address = addressOf(url)
  const pool = new Pool({
    connectionString: url,
    application_name: name,
    max: options.maxConnections ?? 8,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 3_000,
    idleTimeoutMillis: 60_000,
    statement_timeout: statementTimeoutMs,
    query_timeout: statementTimeoutMs === 0 ? 0 : statementTimeoutMs + answerAfterTimeoutMs,
    lock_timeout: options.lockTimeoutMs ?? 4_000,
    idle_in_transaction_session_timeout: idleInTransactionMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: 5_000,
    types: numbersAsNumbers,
    client_encoding: 'UTF8',
  })
  let isReachable = true

  function succeeded(): void {
    if (isReachable) return
    isReachable = true
    options.onReachability?.(undefined)
  }
  function failed(error: unknown): unknown {
    const known = postgresErrorOf(error, address)
    if (known instanceof StorageError && known.fault === 'unreachable' && isReachable) {
      isReachable = false
      options.onReachability?.(known)
    }
    return known
  }
  pool.on('error', failed) // an idle connection was lost
  pool.on('connect', (client) => {
    client.on('error', () => undefined) // the statement that runs on it fails with the same error
  })

  function guarded(client: PoolClient): PostgresClient {
    let isBroken = false
    return {
      async query(sql, parameters) {
        if (isBroken)
          throw new StorageError('unreachable', `the connection to PostgreSQL at ${address} is lost`)
        try {
          const result = await client.query<Record<string, unknown>>(sql, parameters?.map(storable))
          succeeded()
          // Several statements have several results.
          const last = Array.isArray(result) ? (result.at(-1) as typeof result) : result
          return { rows: last.rows, count: last.rowCount ?? 0 }
        } catch (error) {
          const known = failed(error)
          if (known instanceof StorageError && known.fault === 'unreachable') isBroken = true
          throw known
        }
      },
      release() {
        client.release(isBroken)
      },
    }
  }

  async function connect(): Promise<PostgresClient> {
    try {
      return guarded(await pool.connect())
    } catch (error) {
      throw failed(error)
    }
  }
  let closing: Promise<void> | undefined
  return {
    address,
    connect,
    async query(sql, parameters) {
      const client = await connect()
      try {
        return await client.query(sql, parameters)
      } finally {
        client.release()
      }
    },
    isReachable: () => isReachable,
    close: () => (closing ??= pool.end()),
  }
}
