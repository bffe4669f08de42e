import { coverageKindOf, coverageNumber } from '@wallboard/history'
import type { CoverageSpan } from '@wallboard/relay/coverage'
import { StorageError } from '../../storage/storage-error.ts'
import { numbersOf } from './open-shared.ts'
import { execute, putRows, query, repeatedQuery, type SqlRow, type Work } from './sql-work.ts'
import { definePut, type TableSchema } from './table-schema.ts'

/* The table with the coverage of time by data source: which part was recorded live, and why the rest was not. */

export const coverageSchema: TableSchema = {
  name: 'coverage',
  columns: {
    ...{ feed: 'integer', source: 'integer', starts_at: 'integer', ends_at: 'integer', kind: 'integer' },
  },
  key: ['feed', 'source', 'starts_at'],
}

const putSpan = definePut(coverageSchema)

/** A span of a data source, by its number. */
export interface NumberedSpan {
  readonly source: number
  readonly span: CoverageSpan
}

const numberOf = numbersOf('history.db')

function spanOf(row: SqlRow): CoverageSpan {
  const kind = coverageKindOf(numberOf(row, 'kind'))
  if (kind === undefined) throw new StorageError('damaged', 'history.db holds an unknown kind of coverage')
  return { kind, startsAt: numberOf(row, 'starts_at'), endsAt: numberOf(row, 'ends_at') }
}

/** Inserts spans, or replaces those of the same source and start. */
export const putCoverage = (feed: number, spans: readonly NumberedSpan[]): Work<void> =>
  putRows(
    putSpan,
    spans.map(({ source, span }) => [feed, source, span.startsAt, span.endsAt, coverageNumber(span.kind)]),
  )

/** The spans of a data source that overlap `[from, to)`, in order. */
export function* readCoverageSpans(
  feed: number,
  source: number,
  from: number,
  to: number,
): Work<readonly CoverageSpan[]> {
  const rows = yield* repeatedQuery(
    `SELECT starts_at, ends_at, kind FROM coverage
     WHERE feed = ? AND source = ? AND starts_at < ? AND ends_at > ? ORDER BY starts_at`,
    [feed, source, to, from],
  )
  return rows.map(spanOf)
}

/** Replaces the coverage of a span of time. Run it in a transaction. */
export function* replaceCoverage(feed: number, source: number, span: CoverageSpan): Work<void> {
  const { startsAt, endsAt } = span
  for (const other of yield* readCoverageSpans(feed, source, startsAt, endsAt)) {
    yield* execute('DELETE FROM coverage WHERE feed = ? AND source = ? AND starts_at = ?', [
      ...[feed, source, other.startsAt],
    ])
    if (other.startsAt < startsAt)
      yield* putCoverage(feed, [{ source, span: { ...other, endsAt: startsAt } }])
    if (other.endsAt > endsAt) yield* putCoverage(feed, [{ source, span: { ...other, startsAt: endsAt } }])
  }
  yield* putCoverage(feed, [{ source, span }])
}

/** The live time of a data source in `[from, to)` becomes a gap. Run it in a transaction. */
export function* replaceLive(
  feed: number,
  source: number,
  gap: CoverageSpan & { readonly kind: Exclude<CoverageSpan['kind'], 'live'> },
): Work<void> {
  for (const span of yield* readCoverageSpans(feed, source, gap.startsAt, gap.endsAt)) {
    if (span.kind !== 'live') continue
    const startsAt = Math.max(span.startsAt, gap.startsAt)
    const endsAt = Math.min(span.endsAt, gap.endsAt)
    yield* replaceCoverage(feed, source, { kind: gap.kind, startsAt, endsAt })
  }
}

/** From when to when a feed is covered, epoch milliseconds. */
export function* readExtent(feed: number): Work<{ readonly from: number; readonly to: number } | undefined> {
  const [row] = yield* repeatedQuery(
    'SELECT min(starts_at) AS starts, max(ends_at) AS ends FROM coverage WHERE feed = ?',
    [feed],
  )
  const [from, to] = [row?.['starts'], row?.['ends']]
  return typeof from === 'number' && typeof to === 'number' ? { from, to } : undefined
}

/** The end of the last span of each data source that was recorded. */
export function* readCoveredUntil(feed: number): Work<ReadonlyMap<string, number>> {
  const rows = yield* query(
    `SELECT name, max(ends_at) AS ends_at FROM coverage JOIN source ON source.id = coverage.source
     WHERE feed = ? GROUP BY source.id, name ORDER BY source.id`,
    [feed],
  )
  return new Map(rows.map((row) => [String(row['name']), numberOf(row, 'ends_at')]))
}
