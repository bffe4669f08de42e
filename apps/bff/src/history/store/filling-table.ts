import type { Sqlite } from '../../storage/sqlite.ts'
import { numbersOf } from './open-shared.ts'

/*
 * How far the demo's past is filled in: one row for each day. The row of a day moves on in the transaction that writes
 * the figures up to there, so that a program that was killed goes on where it stopped.
 */

export const fillingSchema = `
CREATE TABLE IF NOT EXISTS filling (
  feed INT NOT NULL, starts_at INT NOT NULL, ends_at INT NOT NULL, until INT NOT NULL, updated_at INT NOT NULL,
  PRIMARY KEY (feed, starts_at)
) WITHOUT ROWID;`

/** A day of UTC that is to be filled. Epoch milliseconds. */
export interface FilledDay {
  readonly startsAt: number
  readonly endsAt: number
  /** What lies before is filled. */
  readonly until: number
  /** When that was written, by the wall clock. */
  readonly updatedAt: number
}

export interface FillingTable {
  /** Plans days to fill, unless some are planned already. */
  readonly plan: (feed: number, days: readonly FilledDay[]) => void
  /** The planned days, newest first. */
  readonly days: (feed: number) => readonly FilledDay[]
  /** Whether something in `[from, to)` is still to be filled, of any feed. */
  readonly isPending: (from: number, to: number) => boolean
  /** A day is filled up to `until`. Call it in the transaction that writes its figures. */
  readonly advance: (feed: number, day: FilledDay) => void
}

const numberOf = numbersOf('history.db')

export function createFillingTable(sqlite: Sqlite): FillingTable {
  const put = (feed: number, { startsAt, endsAt, until, updatedAt }: FilledDay) =>
    sqlite.run(
      'INSERT OR REPLACE INTO filling (feed, starts_at, ends_at, until, updated_at) VALUES (?, ?, ?, ?, ?)',
      [feed, startsAt, endsAt, until, updatedAt],
    )
  const days = (feed: number): readonly FilledDay[] =>
    sqlite
      .all(
        'SELECT starts_at, ends_at, until, updated_at FROM filling WHERE feed = ? ORDER BY starts_at DESC',
        [feed],
      )
      .map((row) => ({
        ...{ startsAt: numberOf(row, 'starts_at'), endsAt: numberOf(row, 'ends_at') },
        ...{ until: numberOf(row, 'until'), updatedAt: numberOf(row, 'updated_at') },
      }))
  return {
    days,
    isPending: (from, to) =>
      sqlite.all(
        'SELECT starts_at FROM filling WHERE until < ends_at AND starts_at < ? AND ends_at > ? LIMIT 1',
        [to, from],
      ).length > 0,
    advance: put,
    plan(feed, planned) {
      sqlite.transaction(() => {
        if (days(feed).length > 0) return
        for (const day of planned) put(feed, day)
      })
    },
  }
}
