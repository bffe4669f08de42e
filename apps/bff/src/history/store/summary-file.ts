import {
  aggregatedMetrics,
  bucketStart,
  coverageKindOf,
  coverageNumber,
  queueBucketOf,
  type BucketLength,
  type FigureIntegral,
  type QueueBucket,
} from '@wallboard/history'
import type { CoverageSpan } from '@wallboard/relay/coverage'
import type { QueueMetric } from '@wallboard/statistics'
import type { SqliteRow } from '../../storage/sqlite.ts'
import { StorageError } from '../../storage/storage-error.ts'
import type { FeedName } from './history-store.ts'
import { numbersOf, openShared } from './open-shared.ts'

/*
 * `history.db`: the feeds and data sources by number, the coverage of time and the aggregates. It outlives the day
 * files.
 */

const columnsOf = (metric: QueueMetric): readonly string[] =>
  ['known', 'area', 'max', 'min'].map((part) => `${metric}_${part}`)

const figureColumns = aggregatedMetrics.flatMap(columnsOf)

const bucketTable = (length: BucketLength) => `queue_${length}`

const bucketSchema = (length: BucketLength): string => `
CREATE TABLE IF NOT EXISTS ${bucketTable(length)} (
  feed INT NOT NULL, queue TEXT NOT NULL, starts_at INT NOT NULL, live_ms INT NOT NULL,
  ${figureColumns.map((column) => `${column} REAL`).join(', ')},
  PRIMARY KEY (feed, queue, starts_at)
) WITHOUT ROWID;`

const schema = `
CREATE TABLE IF NOT EXISTS source (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS feed (id INTEGER PRIMARY KEY, org TEXT NOT NULL, username TEXT NOT NULL, UNIQUE (org, username));
CREATE TABLE IF NOT EXISTS coverage (
  feed INT NOT NULL, source INT NOT NULL, starts_at INT NOT NULL, ends_at INT NOT NULL, kind INT NOT NULL,
  PRIMARY KEY (feed, source, starts_at)
) WITHOUT ROWID;
${bucketSchema('minute')}
${bucketSchema('quarter')}
PRAGMA user_version = 1;`

/** Version of the tables; a file of a newer version is not opened. */
const fileVersion = 1

/** Live time is added to a stored bucket; the larger maximum and the smaller minimum stay. NULL is unknown. */
const merged = (column: string, part: string): string => {
  if (part === 'known' || part === 'area')
    return `${column} = coalesce(${column}, 0) + coalesce(excluded.${column}, 0)`
  return `${column} = coalesce(${part}(${column}, excluded.${column}), ${column}, excluded.${column})`
}

const addBucket = (length: BucketLength): string => `
INSERT INTO ${bucketTable(length)} (feed, queue, starts_at, live_ms, ${figureColumns.join(', ')})
VALUES (?, ?, ?, ?, ${figureColumns.map(() => '?').join(', ')})
ON CONFLICT (feed, queue, starts_at) DO UPDATE SET live_ms = live_ms + excluded.live_ms,
${figureColumns.map((column) => merged(column, column.slice(column.lastIndexOf('_') + 1))).join(', ')}`

const selectFeed = 'SELECT id FROM feed WHERE org = ? AND username = ?'

export interface SummaryFile {
  readonly feedId: (feed: FeedName) => number
  readonly findFeed: (feed: FeedName) => number | undefined
  readonly sourceId: (dataSource: string) => number
  readonly extent: (feed: number) => { readonly from: number; readonly to: number } | undefined
  readonly coveredUntil: (feed: number) => ReadonlyMap<string, number>
  readonly write: (
    feed: number,
    coverage: readonly { readonly source: number; readonly span: CoverageSpan }[],
    buckets: ReadonlyMap<string, readonly QueueBucket[]>,
  ) => void
  readonly cover: (feed: number, source: number, span: CoverageSpan) => void
  readonly coverage: (feed: number, source: number, from: number, to: number) => readonly CoverageSpan[]
  readonly buckets: (
    feed: number,
    queue: string,
    length: BucketLength,
    from: number,
    to: number,
    only?: QueueMetric,
  ) => readonly QueueBucket[]
  readonly close: () => void
}

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

function spanOf(row: SqliteRow): CoverageSpan {
  const kind = coverageKindOf(numberOf(row, 'kind'))
  if (kind === undefined) throw new StorageError('damaged', 'history.db holds an unknown kind of coverage')
  return { kind, startsAt: numberOf(row, 'starts_at'), endsAt: numberOf(row, 'ends_at') }
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
  const sources = new Map<string, number>()
  // Compiled once: a flush adds live time to two buckets of each queue, with 50 values each.
  const addTo = { minute: sqlite.prepare(addBucket('minute')), quarter: sqlite.prepare(addBucket('quarter')) }

  function find(select: string, parameters: readonly string[]): number | undefined {
    const row = sqlite.all(select, parameters)[0]
    return row === undefined ? undefined : numberOf(row, 'id')
  }

  function idOf(select: string, insert: string, parameters: readonly string[]): number {
    const known = find(select, parameters)
    if (known !== undefined) return known
    sqlite.run(insert, parameters)
    const created = find(select, parameters)
    if (created === undefined) throw new StorageError('failed', `${path} did not keep a new row`)
    return created
  }

  function addLiveTime(feed: number, queue: string, length: BucketLength, bucket: QueueBucket): void {
    const figures = aggregatedMetrics.flatMap((metric) => {
      const { knownMs, area, max, min } = bucket.figures[metric]
      return knownMs === 0 ? [null, null, null, null] : [knownMs, area, max ?? null, min ?? null]
    })
    const startsAt = bucketStart(length, bucket.startsAt)
    addTo[length].run([feed, queue, startsAt, bucket.liveMs, ...figures])
  }

  const putSpan = (feed: number, source: number, span: CoverageSpan) =>
    sqlite.run(
      'INSERT OR REPLACE INTO coverage (feed, source, starts_at, ends_at, kind) VALUES (?, ?, ?, ?, ?)',
      [feed, source, span.startsAt, span.endsAt, coverageNumber(span.kind)],
    )

  const coverage = (feed: number, source: number, from: number, to: number): readonly CoverageSpan[] =>
    sqlite
      .all(
        `SELECT starts_at, ends_at, kind FROM coverage
         WHERE feed = ? AND source = ? AND starts_at < ? AND ends_at > ? ORDER BY starts_at`,
        [feed, source, to, from],
      )
      .map(spanOf)

  return {
    findFeed: ({ org, username }) => find(selectFeed, [org, username]),
    feedId: ({ org, username }) =>
      idOf(selectFeed, 'INSERT INTO feed (org, username) VALUES (?, ?)', [org, username]),
    sourceId(dataSource) {
      const known = sources.get(dataSource)
      if (known !== undefined) return known
      const id = idOf('SELECT id FROM source WHERE name = ?', 'INSERT INTO source (name) VALUES (?)', [
        dataSource,
      ])
      sources.set(dataSource, id)
      return id
    },
    extent(feed) {
      const row = sqlite.all(
        'SELECT min(starts_at) AS starts, max(ends_at) AS ends FROM coverage WHERE feed = ?',
        [feed],
      )[0]
      if (typeof row?.starts !== 'number' || typeof row.ends !== 'number') return undefined
      return { from: row.starts, to: row.ends }
    },
    coveredUntil: (feed) =>
      new Map(
        sqlite
          .all(
            `SELECT name, max(ends_at) AS ends_at FROM coverage JOIN source ON source.id = coverage.source
             WHERE feed = ? GROUP BY source.id, name ORDER BY source.id`,
            [feed],
          )
          .map((row) => [String(row.name), numberOf(row, 'ends_at')]),
      ),
    write(feed, spans, buckets) {
      sqlite.transaction(() => {
        for (const { source, span } of spans) putSpan(feed, source, span)
        for (const [queue, ofQueue] of buckets)
          for (const bucket of ofQueue) {
            addLiveTime(feed, queue, 'minute', bucket)
            addLiveTime(feed, queue, 'quarter', bucket)
          }
      })
    },
    cover(feed, source, span) {
      const { startsAt, endsAt } = span
      sqlite.transaction(() => {
        for (const other of coverage(feed, source, startsAt, endsAt)) {
          sqlite.run('DELETE FROM coverage WHERE feed = ? AND source = ? AND starts_at = ?', [
            ...[feed, source, other.startsAt],
          ])
          if (other.startsAt < startsAt) putSpan(feed, source, { ...other, endsAt: startsAt })
          if (other.endsAt > endsAt) putSpan(feed, source, { ...other, startsAt: endsAt })
        }
        putSpan(feed, source, span)
      })
    },
    coverage,
    buckets: (feed, queue, length, from, to, only) =>
      sqlite
        .all(
          `SELECT ${only === undefined ? '*' : `starts_at, live_ms, ${columnsOf(only).join(', ')}`} FROM ${bucketTable(length)}
           WHERE feed = ? AND queue = ? AND starts_at >= ? AND starts_at < ? ORDER BY starts_at`,
          [feed, queue, from, to],
        )
        .map((row) =>
          queueBucketOf(numberOf(row, 'starts_at'), numberOf(row, 'live_ms'), (metric) =>
            integralOf(row, metric),
          ),
        ),
    close: sqlite.close,
  }
}
