import { StorageError } from '../../storage/storage-error.ts'
import { openShared } from './open-shared.ts'
import { segmentEndsSchema } from './segment-ends.ts'
import { createSqliteWorker, type SqliteWorker } from './sqlite-work.ts'
import { summarySchemas } from './summary.ts'
import { createTableSql } from './table-schema.ts'

/* `history.db`: what is stored beside the segments of the day files. */

const schema = `
CREATE TABLE IF NOT EXISTS source (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS feed (id INTEGER PRIMARY KEY, org TEXT NOT NULL, username TEXT NOT NULL, UNIQUE (org, username));
${[...summarySchemas, segmentEndsSchema].map((table) => createTableSql('sqlite', table)).join('\n')}
PRAGMA user_version = 1;`

/** Version of the tables; a file of a newer version is not opened. */
const fileVersion = 1

export interface SummaryFile extends SqliteWorker {
  readonly close: () => void
}

/** @throws StorageError when the file is damaged, of a newer version, or cannot be written */
export function openSummaryFile(path: string): SummaryFile {
  const sqlite = openShared(path, {
    ...{ version: fileVersion, schema },
    newer: () =>
      new StorageError(
        'failed',
        `${path} was written by a newer version of this server; update the server, or move the directory away`,
      ),
  })
  return { ...createSqliteWorker(sqlite), close: sqlite.close }
}
