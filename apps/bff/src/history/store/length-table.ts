import {
  addLengths,
  lengthKinds,
  type CountedLengths,
  type LengthCounts,
  type LengthKind,
} from '@wallboard/history'
import { z } from 'zod'
import type { Sqlite, SqliteRow } from '../../storage/sqlite.ts'
import { StorageError } from '../../storage/storage-error.ts'
import { numbersOf } from './open-shared.ts'

/*
 * The table of `history.db` with the lengths of agents' states by day of UTC. The counts of an agent or a reason on one
 * day are a JSON list of pairs of seconds and count: a row for each length would be fifty times as many rows.
 */

export const lengthSchema = `
CREATE TABLE IF NOT EXISTS state_length (
  feed INT NOT NULL, day INT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, counts TEXT NOT NULL,
  PRIMARY KEY (feed, day, kind, id)
) WITHOUT ROWID;`

const Counts = z.array(z.tuple([z.number(), z.number()]))
const numberOf = numbersOf('history.db')
const dayMs = 86_400_000

export interface LengthTable {
  /** Adds lengths to the stored days. Call it in a transaction. */
  readonly add: (feed: number, lengths: readonly CountedLengths[]) => void
  /** The lengths of days of UTC, from one to another, both included, in order. */
  readonly read: (feed: number, fromDay: number, toDay: number) => readonly CountedLengths[]
  /** Removes days that ended before an instant. */
  readonly removeBefore: (at: number) => void
}

const isLengthKind = (name: unknown): name is LengthKind => lengthKinds.some((kind) => kind === name)

function countsOf(row: SqliteRow): LengthCounts {
  try {
    return new Map(Counts.parse(JSON.parse(String(row.counts))))
  } catch {
    throw new StorageError('damaged', 'column counts of history.db holds no lengths')
  }
}

export function createLengthTable(sqlite: Sqlite): LengthTable {
  const put = sqlite.prepare(
    'INSERT OR REPLACE INTO state_length (feed, day, kind, id, counts) VALUES (?, ?, ?, ?, ?)',
  )
  const countsStored = sqlite.prepareQuery(
    'SELECT counts FROM state_length WHERE feed = ? AND day = ? AND kind = ? AND id = ?',
  )

  function stored(feed: number, { day, kind, id }: CountedLengths): Map<number, number> {
    const [row] = countsStored.all([feed, day, kind, id])
    return new Map(row === undefined ? [] : countsOf(row))
  }

  return {
    add(feed, lengths) {
      for (const counted of lengths) {
        const counts = stored(feed, counted)
        addLengths(counts, counted.counts)
        put.run([feed, counted.day, counted.kind, counted.id, JSON.stringify([...counts])])
      }
    },
    read: (feed, fromDay, toDay) =>
      sqlite
        .all('SELECT day, kind, id, counts FROM state_length WHERE feed = ? AND day >= ? AND day <= ?', [
          ...[feed, fromDay, toDay],
        ])
        .flatMap((row) =>
          isLengthKind(row.kind)
            ? [{ day: numberOf(row, 'day'), kind: row.kind, id: String(row.id), counts: countsOf(row) }]
            : [],
        ),
    removeBefore(at) {
      sqlite.run('DELETE FROM state_length WHERE day < ?', [Math.floor(at / dayMs)])
    },
  }
}
