import {
  addLengths,
  lengthKinds,
  type CountedLengths,
  type LengthCounts,
  type LengthKind,
} from '@wallboard/history'
import { z } from 'zod'
import { StorageError } from '../../storage/storage-error.ts'
import { numbersOf } from './open-shared.ts'
import { execute, listOf, putRows, query, repeatedQuery, type SqlRow, type Work } from './sql-work.ts'
import { definePut, type TableSchema } from './table-schema.ts'

/*
 * The table with the lengths of agents' states by day of UTC. The counts of an agent or a reason on one
 * day are a JSON list of pairs of seconds and count: a row for each length would be fifty times as many rows.
 */

export const lengthSchema: TableSchema = {
  name: 'state_length',
  columns: { feed: 'integer', day: 'integer', kind: 'text', id: 'text', counts: 'text' },
  key: ['feed', 'day', 'kind', 'id'],
}

const putLengths = definePut(lengthSchema)

const Counts = z.array(z.tuple([z.number(), z.number()]))
const numberOf = numbersOf('history.db')
const dayMs = 86_400_000

const isLengthKind = (name: unknown): name is LengthKind => lengthKinds.some((kind) => kind === name)

function countsOf(row: SqlRow): LengthCounts {
  try {
    return new Map(Counts.parse(JSON.parse(String(row['counts']))))
  } catch {
    throw new StorageError('damaged', 'column counts of history.db holds no lengths')
  }
}

/** This many agents or reasons are read at once, so that the query has one text. */
const readAtOnce = 20

const keyOf = (day: number, kind: string, id: string): string => JSON.stringify([day, kind, id])

/** The stored counts of these lengths, by their key. */
function* storedCounts(
  feed: number,
  lengths: readonly CountedLengths[],
): Work<Map<string, Map<number, number>>> {
  const stored = new Map<string, Map<number, number>>()
  for (const { day, kind } of new Map(
    lengths.map((each) => [keyOf(each.day, each.kind, ''), each]),
  ).values()) {
    const ids = lengths.flatMap((each) => (each.day === day && each.kind === kind ? [each.id] : []))
    while (ids.length > 0) {
      const part = ids.splice(0, readAtOnce)
      const padded = Array.from({ length: readAtOnce }, (_, index) => part[index] ?? part[0] ?? '')
      const rows = yield* repeatedQuery(
        `SELECT id, counts FROM state_length WHERE feed = ? AND day = ? AND kind = ? AND id IN ${listOf(padded)}`,
        [feed, day, kind, ...padded],
      )
      for (const row of rows) stored.set(keyOf(day, kind, String(row['id'])), new Map(countsOf(row)))
    }
  }
  return stored
}

/** Adds lengths to the stored days. Run it in a transaction. */
export function* addStateLengths(feed: number, lengths: readonly CountedLengths[]): Work<void> {
  const sums = yield* storedCounts(feed, lengths)
  const changed = new Map<string, CountedLengths>()
  for (const counted of lengths) {
    const key = keyOf(counted.day, counted.kind, counted.id)
    const counts = sums.get(key) ?? new Map<number, number>()
    addLengths(counts, counted.counts)
    sums.set(key, counts)
    changed.set(key, { ...counted, counts })
  }
  yield* putRows(
    putLengths,
    [...changed.values()].map(({ day, kind, id, counts }) => [
      ...[feed, day, kind, id, JSON.stringify([...counts])],
    ]),
  )
}

/** The lengths of days of UTC, from one to another, both included, in order. */
export function* readLengths(feed: number, fromDay: number, toDay: number): Work<readonly CountedLengths[]> {
  const rows = yield* query(
    `SELECT day, kind, id, counts FROM state_length WHERE feed = ? AND day >= ? AND day <= ?
     ORDER BY day, kind, id`,
    [feed, fromDay, toDay],
  )
  return rows.flatMap((row) => {
    const { kind } = row
    return isLengthKind(kind)
      ? [{ day: numberOf(row, 'day'), kind, id: String(row['id']), counts: countsOf(row) }]
      : []
  })
}

/** Removes days that ended before an instant. */
export const removeLengths = (at: number): Work<void> =>
  execute('DELETE FROM state_length WHERE day < ?', [Math.floor(at / dayMs)])
