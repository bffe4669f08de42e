import type { Db, StorageOptions } from './database.ts'
import type { Postgres } from './postgres.ts'

/** Where the storage is. */
export interface StoragePlace {
  readonly dataDir: string
  /** The address of a PostgreSQL database; undefined: SQLite in `dataDir`. */
  readonly databaseUrl: string | undefined
}

/** The open storage. */
export interface Storage {
  readonly db: Db
  /** The pool of `db`, for tables that are not the main ones; undefined on SQLite. */
  readonly postgres: Postgres | undefined
  /** Ends the statements that run, closes the database, and frees the directory. */
  readonly close: () => Promise<void>
}

export interface OpenStorageOptions extends StorageOptions {
  /** For how long the start waits for a PostgreSQL server that cannot be reached yet; 30 s by default. */
  readonly waitMs?: number
}
