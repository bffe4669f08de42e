import { openSqlite, type Sqlite } from '../../storage/sqlite.ts'
import { StorageError } from '../../storage/storage-error.ts'

/**
 * Opens a file that the writing and the reading thread share, and creates its tables where they are missing.
 *
 * @param newer the error for a file of a newer version than `version`
 */
export function openShared(
  path: string,
  tables: { readonly version: number; readonly schema: string; readonly newer: () => Error },
): Sqlite {
  const sqlite = openSqlite(path)
  try {
    const version = Number(sqlite.allBinary('SELECT user_version FROM pragma_user_version')[0]?.user_version)
    if (version > tables.version) throw tables.newer()
    sqlite.exec('PRAGMA busy_timeout = 30000') // threads and the demo's programs write at any moment
    sqlite.exec('PRAGMA journal_mode = WAL')
    sqlite.exec('PRAGMA synchronous = FULL')
    sqlite.exec(tables.schema)
    return sqlite
  } catch (error) {
    sqlite.close()
    throw error
  }
}

/** Reads numbers of rows of a file, which the error names. @throws StorageError `damaged` for any other value */
export const numbersOf =
  (file: string) =>
  (row: Readonly<Record<string, unknown>>, column: string): number => {
    const value = row[column]
    if (typeof value !== 'number')
      throw new StorageError('damaged', `column ${column} of ${file} holds no number`)
    return value
  }
