import {
  aggregatedMetrics,
  bucketStart,
  groupFigures,
  mergedBuckets,
  queueBucketOf,
  type BucketLength,
  type FigureIntegral,
  type GroupMinute,
  type QueueBucket,
} from '@wallboard/history'
import { queueMetrics, type QueueMetric } from '@wallboard/statistics'
import { numbersOf } from './open-shared.ts'
import {
  execute,
  listOf,
  putRows,
  query,
  repeatedQuery,
  type SqlRow,
  type SqlValue,
  type Work,
} from './sql-work.ts'
import { addedTo, definePut, quoted, type TableSchema } from './table-schema.ts'

/* The tables with the time-weighted figures of each queue, by minute and by quarter of an hour. */

const columnsOf = (metric: QueueMetric): readonly string[] =>
  ['known', 'area', 'max', 'min'].map((part) => `${metric}_${part}`)

const figureColumns = aggregatedMetrics.flatMap(columnsOf)

const tableOf = (length: BucketLength) => `queue_${length}`

const schemaOf = (length: BucketLength): TableSchema => ({
  name: tableOf(length),
  columns: {
    ...{ feed: 'integer', queue: 'text', starts_at: 'integer', live_ms: 'integer' },
    ...Object.fromEntries(figureColumns.map((column) => [column, 'real?'])),
  },
  key: ['feed', 'queue', 'starts_at'],
})

export const bucketSchemas: readonly TableSchema[] = [schemaOf('minute'), schemaOf('quarter')]

/** Live time is added to a stored bucket; the larger maximum and the smaller minimum stay. NULL is unknown. */
function merged(table: string, column: string): string {
  const [stored, added] = [`${table}.${quoted(column)}`, `excluded.${quoted(column)}`]
  if (column.endsWith('_max') || column.endsWith('_min')) {
    const isBetter = `${added} ${column.endsWith('_max') ? '>' : '<'} ${stored}`
    return `CASE WHEN ${stored} IS NULL OR ${isBetter} THEN ${added} ELSE ${stored} END`
  }
  return `coalesce(${stored}, 0) + coalesce(${added}, 0)`
}

const addBuckets = (length: BucketLength) =>
  definePut(schemaOf(length), (column) =>
    column === 'live_ms' ? addedTo(tableOf(length), column) : merged(tableOf(length), column),
  )

const addTo = { minute: addBuckets('minute'), quarter: addBuckets('quarter') }

const numberOf = numbersOf('history.db')

function integralOf(row: SqlRow, metric: string): FigureIntegral {
  const optional = (part: string) => {
    const value = row[`${metric}_${part}`]
    return typeof value === 'number' ? value : undefined
  }
  return {
    knownMs: optional('known') ?? 0,
    area: optional('area') ?? 0,
    max: optional('max'),
    min: optional('min'),
  }
}

/** The figures of several queues as one, made of the mean of each: unknown where none of them is known. */
const groupColumns = groupFigures.map((figure) => {
  const [known, area] = [quoted(`${figure}_known`), quoted(`${figure}_area`)]
  const mean = `CASE WHEN ${known} > 0 THEN ${area} / ${known} END`
  return `${queueMetrics[figure].aggregation === 'sum' ? 'sum' : 'max'}(${mean}) AS ${quoted(figure)}`
})

function groupMinuteOf(row: SqlRow): GroupMinute {
  const means: Partial<Record<(typeof groupFigures)[number], number>> = {}
  for (const figure of groupFigures) {
    const mean = row[figure]
    if (typeof mean === 'number') means[figure] = mean
  }
  return { startsAt: numberOf(row, 'starts_at'), liveMs: numberOf(row, 'live_ms'), means }
}

/** The minutes of each quarter of an hour, in order. */
function byQuarter(minutes: readonly QueueBucket[]): ReadonlyMap<number, readonly QueueBucket[]> {
  const quarters = new Map<number, QueueBucket[]>()
  for (const minute of minutes) {
    const startsAt = bucketStart('quarter', minute.startsAt)
    const others = quarters.get(startsAt)
    if (others === undefined) quarters.set(startsAt, [minute])
    else others.push(minute)
  }
  return quarters
}

/** In the order of the columns. */
type BucketRow = SqlValue[]

/** The live time of a bucket as a row. */
function rowOf(feed: number, queue: string, { startsAt, liveMs, figures }: QueueBucket): BucketRow {
  // Not `flatMap`, which takes three times as long: a flush makes two rows for each queue.
  const row: BucketRow = [feed, queue, startsAt, liveMs]
  for (const metric of aggregatedMetrics) {
    const { knownMs, area, max = null, min = null } = figures[metric]
    if (knownMs === 0) row.push(null, null, null, null)
    else row.push(knownMs, area, max, min)
  }
  return row
}

/** The rows of the minutes of a queue, and those of their quarters of an hour. */
function rowsOf(feed: number, queue: string, minutes: readonly QueueBucket[]) {
  const ofMinutes = minutes.map((minute) => rowOf(feed, queue, minute))
  const ofQuarters = [...byQuarter(minutes)].map(([startsAt, ofQuarter]) => {
    const [only, ...others] = ofQuarter
    // Five flushes of six hold one minute of each queue, whose figures are those of the quarter.
    if (only !== undefined && others.length === 0) return rowOf(feed, queue, { ...only, startsAt })
    return rowOf(feed, queue, mergedBuckets(startsAt, ofQuarter))
  })
  return { ofMinutes, ofQuarters }
}

/**
 * The ids of all queues of a feed that have a bucket. The query steps from queue to queue along the primary key: a table of
 * all minutes is too long to read.
 */
export function* queuesWithBuckets(feed: number, length: BucketLength): Work<readonly string[]> {
  const table = tableOf(length)
  const rows = yield* repeatedQuery(
    `WITH RECURSIVE "found"(queue) AS (
       SELECT min(queue) FROM ${table} WHERE feed = ?
       UNION ALL
       SELECT (SELECT min(queue) FROM ${table} WHERE feed = ? AND queue > "found".queue)
       FROM "found" WHERE "found".queue IS NOT NULL
     )
     SELECT queue FROM "found" WHERE queue IS NOT NULL ORDER BY queue`,
    [feed, feed],
  )
  return rows.map((row) => String(row['queue']))
}

/** Adds live time of queues to the stored minutes and quarters of an hour. Run it in a transaction. */
export function* addBucketTime(
  feed: number,
  minutes: ReadonlyMap<string, readonly QueueBucket[]>,
): Work<void> {
  const rows = Array.from(minutes, ([queue, ofQueue]) => rowsOf(feed, queue, ofQueue))
  yield* putRows(
    addTo.minute,
    rows.flatMap(({ ofMinutes }) => ofMinutes),
  )
  yield* putRows(
    addTo.quarter,
    rows.flatMap(({ ofQuarters }) => ofQuarters),
  )
}

/**
 * The buckets of a queue that start in `[from, to)`, in order.
 * @param only the metric to read; others of these buckets are unknown
 */
export function* readBuckets(
  feed: number,
  queue: string,
  length: BucketLength,
  from: number,
  to: number,
  only?: QueueMetric,
): Work<readonly QueueBucket[]> {
  const rows = yield* repeatedQuery(
    `SELECT ${only === undefined ? '*' : `starts_at, live_ms, ${columnsOf(only).map(quoted).join(', ')}`} FROM ${tableOf(length)}
     WHERE feed = ? AND queue = ? AND starts_at >= ? AND starts_at < ? ORDER BY starts_at`,
    [feed, queue, from, to],
  )
  return rows.map((row) =>
    queueBucketOf(numberOf(row, 'starts_at'), numberOf(row, 'live_ms'), (metric) => integralOf(row, metric)),
  )
}

/** The minutes of several queues as one that start in `[from, to)`, in order. */
export function* readGroupMinutes(
  feed: number,
  queues: readonly string[],
  from: number,
  to: number,
): Work<readonly GroupMinute[]> {
  if (queues.length === 0) return []
  const rows = yield* query(
    `SELECT starts_at, max(live_ms) AS live_ms, ${groupColumns.join(', ')} FROM ${tableOf('minute')}
     WHERE feed = ? AND queue IN ${listOf(queues)} AND starts_at >= ? AND starts_at < ?
     GROUP BY starts_at ORDER BY starts_at`,
    [feed, ...queues, from, to],
  )
  return rows.map(groupMinuteOf)
}

/** When the oldest minute of a feed starts. */
export function* firstMinute(feed: number): Work<number | undefined> {
  const starts: number[] = []
  for (const queue of yield* queuesWithBuckets(feed, 'minute')) {
    const [row] = yield* repeatedQuery(
      'SELECT min(starts_at) AS starts_at FROM queue_minute WHERE feed = ? AND queue = ?',
      [feed, queue],
    )
    if (typeof row?.['starts_at'] === 'number') starts.push(row['starts_at'])
  }
  return starts.length === 0 ? undefined : Math.min(...starts)
}

/** Removes the buckets that start before an instant. */
export function* removeBuckets(length: BucketLength, at: number): Work<void> {
  for (const row of yield* query('SELECT id FROM feed')) {
    const feed = numberOf(row, 'id')
    for (const queue of yield* queuesWithBuckets(feed, length))
      yield* execute(`DELETE FROM ${tableOf(length)} WHERE feed = ? AND queue = ? AND starts_at < ?`, [
        ...[feed, queue, at],
      ])
  }
}
