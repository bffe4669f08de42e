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
import type { Sqlite, SqliteRow } from '../../storage/sqlite.ts'
import { numbersOf } from './open-shared.ts'

/* The tables of `history.db` with the time-weighted figures of each queue, by minute and by quarter of an hour. */

const columnsOf = (metric: QueueMetric): readonly string[] =>
  ['known', 'area', 'max', 'min'].map((part) => `${metric}_${part}`)

const figureColumns = aggregatedMetrics.flatMap(columnsOf)

const tableOf = (length: BucketLength) => `queue_${length}`

const schemaOf = (length: BucketLength): string => `
CREATE TABLE IF NOT EXISTS ${tableOf(length)} (
  feed INT NOT NULL, queue TEXT NOT NULL, starts_at INT NOT NULL, live_ms INT NOT NULL,
  ${figureColumns.map((column) => `${column} REAL`).join(', ')},
  PRIMARY KEY (feed, queue, starts_at)
) WITHOUT ROWID;`

export const bucketSchema = `${schemaOf('minute')}\n${schemaOf('quarter')}`

/** Live time is added to a stored bucket; the larger maximum and the smaller minimum stay. NULL is unknown. */
const merged = (column: string, part: string): string => {
  if (part === 'known' || part === 'area')
    return `${column} = coalesce(${column}, 0) + coalesce(excluded.${column}, 0)`
  return `${column} = coalesce(${part}(${column}, excluded.${column}), ${column}, excluded.${column})`
}

const addBucket = (length: BucketLength): string => `
INSERT INTO ${tableOf(length)} (feed, queue, starts_at, live_ms, ${figureColumns.join(', ')})
VALUES (?, ?, ?, ?, ${figureColumns.map(() => '?').join(', ')})
ON CONFLICT (feed, queue, starts_at) DO UPDATE SET live_ms = live_ms + excluded.live_ms,
${figureColumns.map((column) => merged(column, column.slice(column.lastIndexOf('_') + 1))).join(', ')}`

const numberOf = numbersOf('history.db')

function integralOf(row: SqliteRow, metric: string): FigureIntegral {
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
  const mean = `CASE WHEN ${figure}_known > 0 THEN ${figure}_area / ${figure}_known END`
  return `${queueMetrics[figure].aggregation === 'sum' ? 'sum' : 'max'}(${mean}) AS ${figure}`
})

function groupMinuteOf(row: SqliteRow): GroupMinute {
  const means: Partial<Record<(typeof groupFigures)[number], number>> = {}
  for (const figure of groupFigures) {
    const mean = row[figure]
    if (typeof mean === 'number') means[figure] = mean
  }
  return { startsAt: numberOf(row, 'starts_at'), liveMs: numberOf(row, 'live_ms'), means }
}

function quartersOf(minutes: readonly QueueBucket[]): readonly QueueBucket[] {
  const quarters = new Map<number, QueueBucket[]>()
  for (const minute of minutes) {
    const startsAt = bucketStart('quarter', minute.startsAt)
    const others = quarters.get(startsAt)
    if (others === undefined) quarters.set(startsAt, [minute])
    else others.push(minute)
  }
  return [...quarters].map(([startsAt, ofQuarter]) => mergedBuckets(startsAt, ofQuarter))
}

export interface BucketTable {
  /** Adds live time to the stored minutes and quarters of an hour. Call it in a transaction. */
  readonly add: (feed: number, queue: string, minutes: readonly QueueBucket[]) => void
  /** @param only the metric to read; others of these buckets are unknown */
  readonly read: (
    feed: number,
    queue: string,
    length: BucketLength,
    from: number,
    to: number,
    only?: QueueMetric,
  ) => readonly QueueBucket[]
  /** The minutes of several queues as one that start in `[from, to)`, in order. */
  readonly groupMinutes: (
    feed: number,
    queues: readonly string[],
    from: number,
    to: number,
  ) => readonly GroupMinute[]
  /** The ids of all queues of a feed that have a minute. */
  readonly queues: (feed: number) => readonly string[]
  /** When the oldest minute of a feed starts. */
  readonly firstMinute: (feed: number) => number | undefined
  readonly removeBefore: (length: BucketLength, at: number) => void
}

export function createBucketTable(sqlite: Sqlite): BucketTable {
  // Compiled once: a flush adds live time to two buckets of each queue, with 50 values each.
  const addTo = { minute: sqlite.prepare(addBucket('minute')), quarter: sqlite.prepare(addBucket('quarter')) }

  function addLiveTime(feed: number, queue: string, length: BucketLength, bucket: QueueBucket): void {
    const figures = aggregatedMetrics.flatMap((metric) => {
      const { knownMs, area, max, min } = bucket.figures[metric]
      return knownMs === 0 ? [null, null, null, null] : [knownMs, area, max ?? null, min ?? null]
    })
    const startsAt = bucketStart(length, bucket.startsAt)
    addTo[length].run([feed, queue, startsAt, bucket.liveMs, ...figures])
  }

  /** Steps from queue to queue along the primary key: a table of all minutes is too long to read. */
  function queuesOf(feed: number, length: BucketLength): readonly string[] {
    const ids: string[] = []
    for (;;) {
      const [row] = sqlite.all(
        `SELECT queue FROM ${tableOf(length)} WHERE feed = ? AND queue > ? ORDER BY queue LIMIT 1`,
        [feed, ids.at(-1) ?? ''],
      )
      if (row === undefined) return ids
      ids.push(String(row.queue))
    }
  }

  return {
    add(feed, queue, minutes) {
      for (const minute of minutes) addLiveTime(feed, queue, 'minute', minute)
      for (const quarter of quartersOf(minutes)) addLiveTime(feed, queue, 'quarter', quarter)
    },
    read: (feed, queue, length, from, to, only) =>
      sqlite
        .all(
          `SELECT ${only === undefined ? '*' : `starts_at, live_ms, ${columnsOf(only).join(', ')}`} FROM ${tableOf(length)}
           WHERE feed = ? AND queue = ? AND starts_at >= ? AND starts_at < ? ORDER BY starts_at`,
          [feed, queue, from, to],
        )
        .map((row) =>
          queueBucketOf(numberOf(row, 'starts_at'), numberOf(row, 'live_ms'), (metric) =>
            integralOf(row, metric),
          ),
        ),
    groupMinutes: (feed, queues, from, to) =>
      sqlite
        .all(
          `SELECT starts_at, max(live_ms) AS live_ms, ${groupColumns.join(', ')} FROM ${tableOf('minute')}
           WHERE feed = ? AND queue IN (${queues.map(() => '?').join(', ')}) AND starts_at >= ? AND starts_at < ?
           GROUP BY starts_at ORDER BY starts_at`,
          [feed, ...queues, from, to],
        )
        .map(groupMinuteOf),
    queues: (feed) => queuesOf(feed, 'minute'),
    firstMinute(feed) {
      const starts = queuesOf(feed, 'minute').flatMap((queue) => {
        const [row] = sqlite.all(
          'SELECT min(starts_at) AS starts_at FROM queue_minute WHERE feed = ? AND queue = ?',
          [feed, queue],
        )
        return row === undefined ? [] : [numberOf(row, 'starts_at')]
      })
      return starts.length === 0 ? undefined : Math.min(...starts)
    },
    removeBefore(length, at) {
      const feeds = sqlite.all('SELECT id FROM feed').map((row) => numberOf(row, 'id'))
      for (const feed of feeds)
        for (const queue of queuesOf(feed, length))
          sqlite.run(`DELETE FROM ${tableOf(length)} WHERE feed = ? AND queue = ? AND starts_at < ?`, [
            feed,
            queue,
            at,
          ])
    },
  }
}
