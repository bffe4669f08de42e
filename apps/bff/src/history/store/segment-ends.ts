import { numbersOf } from './open-shared.ts'
import { execute, putRows, query, type Work } from './sql-work.ts'
import { definePut, type TableSchema } from './table-schema.ts'

/*
 * The table of `history.db` with the end of the last segment of each data source and day. SQLite silently drops what
 * follows damage in the write-ahead log of a day file: then the file ends earlier than this table says.
 */

export const segmentEndsSchema: TableSchema = {
  name: 'segment_end',
  columns: { feed: 'integer', source: 'integer', date: 'integer', ends_at: 'integer' },
  key: ['feed', 'source', 'date'],
}

const putEnd = definePut(segmentEndsSchema, (column) => `max(${column}, excluded.${column})`)

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

/** Notes segments that were written. Run it in a transaction. */
export const noteSegmentEnds = (
  feed: number,
  segments: readonly { readonly source: number; readonly startsAt: number; readonly endsAt: number }[],
): Work<void> =>
  putRows(
    putEnd,
    segments.map(({ source, startsAt, endsAt }) => [feed, source, Math.floor(startsAt / dayMs), endsAt]),
  )

/** The data source was removed of a day. */
export const forgetSegmentEnd = (feed: number, source: number, dayStartsAt: number): Work<void> =>
  execute('DELETE FROM segment_end WHERE feed = ? AND source = ? AND date = ?', [
    ...[feed, source, Math.floor(dayStartsAt / dayMs)],
  ])

/** The ends of the newest days. */
export function* newestSegmentEnds(): Work<readonly StoredSegmentEnd[]> {
  const rows = yield* query(
    `SELECT feed, source, date, ends_at FROM segment_end
     WHERE date > (SELECT max(date) FROM segment_end) - ?`,
    [checkedDays],
  )
  return rows.map((row) => ({
    ...{ feed: numberOf(row, 'feed'), source: numberOf(row, 'source') },
    ...{ dayStartsAt: numberOf(row, 'date') * dayMs, endsAt: numberOf(row, 'ends_at') },
  }))
}
