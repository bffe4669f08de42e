import { openSqlite, type Sqlite } from '../../storage/sqlite.ts'
import { StorageError } from '../../storage/storage-error.ts'

/**
 * Opens a file that the writing and the reading thread share, and creates its tables where they are missing.
 *
 * @param tables.newer the error for a file of a newer version than `version`
 * @param tables.upgrades what turns a file of an older version into one of the next version
 */
export function openShared(
  path: string,
  tables: {
    readonly version: number
    readonly schema: string
    readonly newer: () => Error
    readonly upgrades?: Readonly<Record<number, string>>
  },
): Sqlite {
  const sqlite = openSqlite(path)
  try {
    if (versionOf(sqlite) > tables.version) throw tables.newer()
    sqlite.exec('PRAGMA busy_timeout = 30000') // threads and the demo's programs write at any moment
    sqlite.exec('PRAGMA journal_mode = WAL')
    sqlite.exec('PRAGMA synchronous = FULL')
    upgrade(sqlite, tables.upgrades ?? {})
    sqlite.exec(tables.schema)
    return sqlite
  } catch (error) {
    sqlite.close()
    throw error
  }
}

const versionOf = (sqlite: Sqlite): number =>
  Number(sqlite.allBinary('SELECT user_version FROM pragma_user_version')[0]?.user_version)

/** Another thread may open the file at the same time: one of the two upgrades it. */
function upgrade(sqlite: Sqlite, upgrades: Readonly<Record<number, string>>): void {
  if (upgrades[versionOf(sqlite)] === undefined) return
  sqlite.transaction(() => {
    for (let version = versionOf(sqlite); ; version += 1) {
      const statements = upgrades[version]
      if (statements === undefined) return
      sqlite.exec(statements)
      sqlite.exec(`PRAGMA user_version = ${version + 1}`)
    }
  })
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
