import type { Db } from '../database.ts'
import type { Postgres } from '../postgres.ts'

/** What the steps of a move work on. */
export interface MoveContext {
  /** The directory that is moved. No server uses it while the move runs. */
  readonly dataDir: string
  /** The SQLite database of the directory. */
  readonly sqlite: Db
  /** The address of the target. Its tables are those of this version. */
  readonly databaseUrl: string
  /** The target, without limits of time for its statements. */
  readonly postgres: Postgres
  /** The same target as tables. */
  readonly target: Db
  /** INSTALLATION_KEY; undefined when it is not set. */
  readonly installationKey: Uint8Array | undefined
}

/** What a step has found or copied: a table, or another countable part. */
export interface MovedPart {
  readonly name: string
  readonly rows: number
  /** A checksum of all rows, which was compared on both sides. */
  readonly checksum: string
  readonly outcome: 'copied' | 'already there'
}

/**
 * A part of the move of a DATA_DIR to PostgreSQL. A step can be repeated: what the target has already is compared, and
 * copied no more.
 */
export interface MoveStep {
  /** What is moved, for the output: `boards and displays`. */
  readonly title: string
  /** Changes nothing. @throws StorageUnusable when the target holds other data, or the directory is damaged */
  readonly check: (context: MoveContext) => Promise<void>
  /** Copies, and compares the copy with its source. @throws StorageUnusable when they differ */
  readonly copy: (context: MoveContext) => Promise<readonly MovedPart[]>
}
