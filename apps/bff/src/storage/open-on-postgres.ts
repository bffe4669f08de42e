import { setTimeout as delay } from 'node:timers/promises'
import { Kysely } from 'kysely'
import { prepareDirectory } from './data-directory.ts'
import { lockDirectory } from './directory-lock.ts'
import { migrateTables } from './migrate-tables.ts'
import { createPostgresDialect } from './postgres-dialect.ts'
import { isRefused } from './postgres-error.ts'
import { openPostgres, type Postgres } from './postgres.ts'
import { StorageError, StorageUnusable } from './storage-error.ts'
import { silentLog, type StorageLog } from './storage-log.ts'
import type { OpenStorageOptions, Storage, StoragePlace } from './storage.ts'
import type { Tables } from './tables.ts'

/** A node that waits for the migration of another one says so from then on. */
const migrationLockMs = 1_000
const logWaitEveryMs = 10_000
const probeEveryMs = 5_000
const probeEveryMsWhileDown = 1_000

/** Logs when the database becomes unreachable and when it is reachable again, also while nothing uses it. */
function watch(open: (report: (failure: StorageError | undefined) => void) => Postgres, log: StorageLog) {
  let downSince: number | undefined
  let timer: NodeJS.Timeout | undefined
  let isClosed = false
  const postgres = open((failure) => {
    if (isClosed) return
    if (failure !== undefined) {
      downSince = performance.now()
      log.error({ err: failure }, 'the database cannot be reached: live figures go on, changes are refused')
    } else if (downSince !== undefined) {
      const downMs = Math.round(performance.now() - downSince)
      downSince = undefined
      log.info({ downMs }, 'the database is reachable again')
    }
    schedule()
  })
  function schedule(): void {
    clearTimeout(timer)
    if (isClosed) return
    timer = setTimeout(
      () => {
        // A failure is reported by the pool.
        void postgres.query('select 1').then(schedule, schedule)
      },
      postgres.isReachable() ? probeEveryMs : probeEveryMsWhileDown,
    ).unref()
  }
  schedule()
  return {
    postgres,
    stop: () => {
      isClosed = true
      clearTimeout(timer)
    },
  }
}

const isUnreachable = (error: unknown): error is StorageError =>
  error instanceof StorageError && error.fault === 'unreachable'

const isLocked = (error: unknown): error is StorageError =>
  error instanceof StorageError && error.fault === 'locked'

/** A function that calls `log` at most once in `logWaitEveryMs`. */
function createWaitLog(log: StorageLog): (error: StorageError, message: string) => void {
  let nextAt = 0
  return (error, message) => {
    if (performance.now() < nextAt) return
    nextAt = performance.now() + logWaitEveryMs
    log.warn({ err: error }, message)
  }
}

/**
 * Migrates on connections of its own: a migration may take longer than a statement of the server. While another node
 * holds the lock, perhaps for a long migration, it waits and says so; PostgreSQL ends a transaction that stands still.
 */
async function migrate(url: string, { log = silentLog, waitMs = 30_000 }: OpenStorageOptions): Promise<void> {
  const postgres = openPostgres({
    url,
    name: 'wallboard migration',
    maxConnections: 2,
    statementTimeoutMs: 0,
    lockTimeoutMs: migrationLockMs,
  })
  const db = new Kysely<Tables>({ dialect: createPostgresDialect(postgres, migrationLockMs) })
  const startedAt = performance.now()
  const logWait = createWaitLog(log)
  try {
    for (;;) {
      try {
        await migrateTables(db)
        return
      } catch (error) {
        if (isLocked(error)) {
          logWait(error, 'waiting for another node, which migrates or stands still')
          continue
        }
        if (!isUnreachable(error)) throw unusableDatabase(error)
        if (isRefused(error) || performance.now() - startedAt >= waitMs)
          throw new StorageUnusable(
            `DATABASE_URL: ${error.message}; check the address, the user and the password, and that the server runs`,
            { cause: error },
          )
        logWait(error, 'waiting for the database')
        await delay(Math.min(500, waitMs))
      }
    }
  } finally {
    await db.destroy()
  }
}

/** A failure of the database is not one of the directory. */
const unusableDatabase = (error: unknown): unknown =>
  error instanceof StorageError
    ? new StorageUnusable(`DATABASE_URL: ${error.message}`, { cause: error })
    : error

/**
 * Opens the storage in PostgreSQL, with its tables migrated.
 * @throws StorageUnusable when the directory or the database cannot be used
 */
export async function openOnPostgres(
  place: StoragePlace,
  url: string,
  options: OpenStorageOptions,
): Promise<Storage> {
  const { log = silentLog } = options
  const lock = lockDirectory(prepareDirectory(place.dataDir))
  try {
    await migrate(url, options)
  } catch (error) {
    lock.release()
    throw error
  }
  const { postgres, stop } = watch((onReachability) => openPostgres({ url, onReachability }), log)
  log.info(
    { database: postgres.address },
    'boards and displays are stored in PostgreSQL: this server makes no backups and no checks of the database',
  )
  const db = new Kysely<Tables>({ dialect: createPostgresDialect(postgres) })
  return {
    db,
    postgres,
    async close() {
      stop()
      await db.destroy()
      lock.release()
    },
  }
}
