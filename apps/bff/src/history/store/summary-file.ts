import { coverageKindOf, coverageNumber } from '@wallboard/history'
import type { CoverageSpan } from '@wallboard/relay/coverage'
import type { SqliteRow } from '../../storage/sqlite.ts'
import { StorageError } from '../../storage/storage-error.ts'
import { bucketSchema, createBucketTable, type BucketTable } from './bucket-table.ts'
import type { AggregateLimits, FeedName, HistoryBatch } from './history-store.ts'
import { createFillingTable, fillingSchema, type FilledDay, type FillingTable } from './filling-table.ts'
import { createFlowTable, flowSchema, type FlowTable } from './flow-table.ts'
import { createLengthTable, lengthSchema, type LengthTable } from './length-table.ts'
import { numbersOf, openShared } from './open-shared.ts'
import { createSegmentEnds, segmentEndsSchema } from './segment-ends.ts'
import { createSlotTable, slotSchema, type SlotTable } from './slot-table.ts'

/*
 * `history.db`: the feeds and data sources by number, the coverage of time and the aggregates. It outlives the day
 * files.
 */

const schema = `
CREATE TABLE IF NOT EXISTS source (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS feed (id INTEGER PRIMARY KEY, org TEXT NOT NULL, username TEXT NOT NULL, UNIQUE (org, username));
CREATE TABLE IF NOT EXISTS coverage (
  feed INT NOT NULL, source INT NOT NULL, starts_at INT NOT NULL, ends_at INT NOT NULL, kind INT NOT NULL,
  PRIMARY KEY (feed, source, starts_at)
) WITHOUT ROWID;
${bucketSchema}
${slotSchema}
${fillingSchema}
${segmentEndsSchema}
${flowSchema}
${lengthSchema}
PRAGMA user_version = 1;`

/** Version of the tables; a file of a newer version is not opened. */
const fileVersion = 1

const selectFeed = 'SELECT id FROM feed WHERE org = ? AND username = ?'

/** What a batch adds to `history.db`, with the numbers of data sources. */
export interface NumberedBatch extends Pick<HistoryBatch, 'minutes' | 'calls' | 'flows' | 'lengths'> {
  readonly coverage: readonly { readonly source: number; readonly span: CoverageSpan }[]
  readonly segments: Parameters<ReturnType<typeof createSegmentEnds>['note']>[1]
}

const filledFrom = (minutes: HistoryBatch['minutes']): number =>
  Math.min(...[...minutes.values()].flatMap((ofQueue) => ofQueue[0]?.startsAt ?? Infinity))

export interface SummaryFile {
  readonly feedId: (feed: FeedName) => number
  readonly findFeed: (feed: FeedName) => number | undefined
  readonly sourceId: (dataSource: string) => number
  readonly extent: (feed: number) => { readonly from: number; readonly to: number } | undefined
  readonly coveredUntil: (feed: number) => ReadonlyMap<string, number>
  /** @param filled the day of the demo's past that the batch fills, and the time zone of its half-hours */
  readonly write: (
    feed: number,
    batch: NumberedBatch,
    filled?: { readonly day: FilledDay; readonly timeZone: string },
  ) => void
  readonly flows: FlowTable['sums']
  readonly campaignCalls: FlowTable['campaignCalls']
  readonly lengths: LengthTable['read']
  readonly cover: (feed: number, source: number, span: CoverageSpan) => void
  readonly coverage: (feed: number, source: number, from: number, to: number) => readonly CoverageSpan[]
  readonly buckets: BucketTable['read']
  readonly foldSlots: SlotTable['fold']
  readonly slots: SlotTable['read']
  readonly requestGroups: SlotTable['requestGroups']
  readonly groupSlots: SlotTable['readGroup']
  readonly filling: FillingTable
  readonly segmentEnds: ReturnType<typeof createSegmentEnds>
  /** Removes minutes and lengths of states, and quarters of an hour and half-hours, before an instant. */
  readonly removeBefore: (before: AggregateLimits) => void
  readonly close: () => void
}

const numberOf = numbersOf('history.db')

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
  const buckets = createBucketTable(sqlite)
  const slots = createSlotTable(sqlite, buckets)
  const filling = createFillingTable(sqlite)
  const segmentEnds = createSegmentEnds(sqlite)

  const flowTable = createFlowTable(sqlite)
  const lengthTable = createLengthTable(sqlite)

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

  const putCoverage = sqlite.prepare(
    'INSERT OR REPLACE INTO coverage (feed, source, starts_at, ends_at, kind) VALUES (?, ?, ?, ?, ?)',
  )
  const putSpan = (feed: number, source: number, span: CoverageSpan) =>
    putCoverage.run([feed, source, span.startsAt, span.endsAt, coverageNumber(span.kind)])

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
    write(feed, { coverage: spans, segments, minutes, calls, flows, lengths }, filled) {
      sqlite.transaction(() => {
        for (const { source, span } of spans) putSpan(feed, source, span)
        segmentEnds.note(feed, segments)
        for (const [queue, ofQueue] of minutes) buckets.add(feed, queue, ofQueue)
        for (const [startsAt, count] of calls) slots.addCalls(feed, startsAt, count)
        if (flows !== undefined) flowTable.add(feed, flows)
        if (lengths !== undefined) lengthTable.add(feed, lengths)
        if (filled === undefined) return
        filling.advance(feed, filled.day)
        slots.foldBetween(feed, minutes, { from: filledFrom(minutes), to: filled.day.until, ...filled })
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
    buckets: buckets.read,
    flows: flowTable.sums,
    campaignCalls: flowTable.campaignCalls,
    lengths: lengthTable.read,
    foldSlots: slots.fold,
    slots: slots.read,
    requestGroups: slots.requestGroups,
    groupSlots: slots.readGroup,
    filling,
    segmentEnds,
    removeBefore({ minutes, others }) {
      sqlite.transaction(() => {
        buckets.removeBefore('minute', minutes)
        lengthTable.removeBefore(minutes)
        buckets.removeBefore('quarter', others)
        slots.removeBefore(others)
      })
    },
    close: sqlite.close,
  }
}
