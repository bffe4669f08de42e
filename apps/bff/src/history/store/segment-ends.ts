import type { Sqlite } from '../../storage/sqlite.ts'
import { numbersOf } from './open-shared.ts'

/*
 * The table of `history.db` with the end of the last segment of each data source and day. SQLite silently drops what
 * follows damage in the write-ahead log of a day file: then the file ends earlier than this table says.
 */

export const segmentEndsSchema = `
CREATE TABLE IF NOT EXISTS segment_end (
  feed INT NOT NULL, source INT NOT NULL, date INT NOT NULL, ends_at INT NOT NULL, PRIMARY KEY (feed, source, date)
) WITHOUT ROWID;`

const dayMs = 86_400_000
/** A write-ahead log is of the newest day, or of the day before around midnight. */
const checkedDays = 2

/** Until when a data source was recorded on a day of UTC. */
export interface StoredSegmentEnd {
  readonly feed: number
  readonly source: number
  /** When the day starts, epoch milliseconds. */
  readonly dayStartsAt: number
  readonly endsAt: number
}

const numberOf = numbersOf('history.db')

export function createSegmentEnds(sqlite: Sqlite) {
  const put = sqlite.prepare(
    `INSERT INTO segment_end (feed, source, date, ends_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (feed, source, date) DO UPDATE SET ends_at = max(ends_at, excluded.ends_at)`,
  )
  return {
    /** Notes segments that were written. Call it in a transaction. */
    note(
      feed: number,
      segments: readonly { readonly source: number; readonly startsAt: number; readonly endsAt: number }[],
    ) {
      for (const { source, startsAt, endsAt } of segments)
        put.run([feed, source, Math.floor(startsAt / dayMs), endsAt])
    },
    /** The data source was removed of a day. */
    forget(feed: number, source: number, dayStartsAt: number) {
      sqlite.run('DELETE FROM segment_end WHERE feed = ? AND source = ? AND date = ?', [
        ...[feed, source, Math.floor(dayStartsAt / dayMs)],
      ])
    },
    /** The ends of the newest days. */
    newest: (): readonly StoredSegmentEnd[] =>
      sqlite
        .all(
          `SELECT feed, source, date, ends_at FROM segment_end
           WHERE date > (SELECT max(date) FROM segment_end) - ?`,
          [checkedDays],
        )
        .map((row) => ({
          ...{ feed: numberOf(row, 'feed'), source: numberOf(row, 'source') },
          ...{ dayStartsAt: numberOf(row, 'date') * dayMs, endsAt: numberOf(row, 'ends_at') },
        })),
  }
}
