import { unusableError } from './data-directory.ts'
import { openDatabase } from './database.ts'
import { StorageError } from './storage-error.ts'
import type { OpenStorageOptions, Storage, StoragePlace } from './storage.ts'

/**
 * Opens the storage: PostgreSQL with `databaseUrl`, otherwise SQLite in the directory. The tables are migrated. The
 * directory is locked for this process in both cases.
 * @throws StorageUnusable when the directory or the database cannot be used
 */
export async function openStorage(place: StoragePlace, options: OpenStorageOptions = {}): Promise<Storage> {
  const { databaseUrl, dataDir } = place
  if (databaseUrl === undefined) {
    const db = await openDatabase(dataDir, options)
    return { db, postgres: undefined, close: () => db.destroy() }
  }
  try {
    // The client of PostgreSQL takes a tenth of a start.
    const { openOnPostgres } = await import('./open-on-postgres.ts')
    return await openOnPostgres(place, databaseUrl, options)
  } catch (error) {
    throw error instanceof StorageError ? unusableError(dataDir, error) : error
  }
}
