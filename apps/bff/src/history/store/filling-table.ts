import { numbersOf } from './open-shared.ts'
import { putRows, query, type Work } from './sql-work.ts'
import { definePut, type TableSchema } from './table-schema.ts'

/*
 * How far the demo's past is filled in: one row for each day. The row of a day moves on in the transaction that writes
 * the figures up to there, so that a program that was killed goes on where it stopped.
 */

export const fillingSchema: TableSchema = {
  name: 'filling',
  columns: {
    ...{ feed: 'integer', starts_at: 'integer', ends_at: 'integer', until: 'integer', updated_at: 'integer' },
  },
  key: ['feed', 'starts_at'],
}

const putDay = definePut(fillingSchema)

/** A day of UTC that is to be filled. Epoch milliseconds. */
export interface FilledDay {
  readonly startsAt: number
  readonly endsAt: number
  /** What lies before is filled. */
  readonly until: number
  /** When that was written, by the wall clock. */
  readonly updatedAt: number
}

const numberOf = numbersOf('history.db')

const putDays = (feed: number, days: readonly FilledDay[]): Work<void> =>
  putRows(
    putDay,
    days.map(({ startsAt, endsAt, until, updatedAt }) => [feed, startsAt, endsAt, until, updatedAt]),
  )

/** The planned days, newest first. */
export function* readFillingDays(feed: number): Work<readonly FilledDay[]> {
  const rows = yield* query(
    'SELECT starts_at, ends_at, until, updated_at FROM filling WHERE feed = ? ORDER BY starts_at DESC',
    [feed],
  )
  return rows.map((row) => ({
    ...{ startsAt: numberOf(row, 'starts_at'), endsAt: numberOf(row, 'ends_at') },
    ...{ until: numberOf(row, 'until'), updatedAt: numberOf(row, 'updated_at') },
  }))
}

/** Plans days to fill, unless some are planned already. Run it in a transaction. */
export function* planFilling(feed: number, days: readonly FilledDay[]): Work<void> {
  if ((yield* readFillingDays(feed)).length === 0) yield* putDays(feed, days)
}

/** Whether something in `[from, to)` is still to be filled, of any feed. */
export function* isFillingPending(from: number, to: number): Work<boolean> {
  const rows = yield* query(
    'SELECT starts_at FROM filling WHERE until < ends_at AND starts_at < ? AND ends_at > ? LIMIT 1',
    [to, from],
  )
  return rows.length > 0
}

/** A day is filled up to `until`. Run it in the transaction that writes its figures. */
export const advanceFilling = (feed: number, day: FilledDay): Work<void> => putDays(feed, [day])
