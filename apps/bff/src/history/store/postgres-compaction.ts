import { StorageError } from '../../storage/storage-error.ts'
import { compactedSegments, keyframeIntervals, lineCount, otherLines } from './compacted-segments.ts'
import type { Dropped } from './compactor.ts'
import { replaceLive } from './coverage-table.ts'
import {
  attachPartition,
  createDayTable,
  lockPartitions,
  partitionOf,
  readPartitions,
  type StoredPartition,
} from './postgres-days.ts'
import {
  readKeyframeInstants,
  readKeys,
  readSegments,
  segmentRow,
  segmentSchema,
  type SegmentKey,
} from './segment-table.ts'
import { execute, putRows, query, type SqlWorker, type Work } from './sql-work.ts'
import { definePut } from './table-schema.ts'

/*
 * Compaction of a finished day in PostgreSQL: the compacted segments are written into a new table, read back, and
 * replace the partition of the day in one transaction. A node that ends at any moment leaves the day as it was.
 */

const dayMs = 86_400_000

/** What tells whether a day was changed while it was being compacted. */
function* fingerprint(name: string): Work<string> {
  const [row] = yield* query(`SELECT count(*) AS rows, coalesce(sum(crc), 0) AS crcs FROM ${name}`)
  return `${String(row?.['rows'])} ${String(row?.['crcs'])}`
}

/** The new table becomes the partition of the day, and what is left out becomes `compacted`. */
function* replacePartition(
  old: string,
  created: string,
  day: { readonly date: string; readonly fingerprint: string; readonly dropped: readonly Dropped[] },
): Work<void> {
  yield* lockPartitions()
  yield* execute(`LOCK TABLE ${old} IN ACCESS EXCLUSIVE MODE`)
  if ((yield* fingerprint(old)) !== day.fingerprint)
    throw new StorageError(
      'locked',
      'the day was written while it was being compacted; it is compacted later',
    )
  yield* execute(`ALTER TABLE segment DETACH PARTITION ${old}`)
  yield* execute(`DROP TABLE ${old}`)
  const name = `${partitionOf(day.date)}_compacted`
  yield* execute(`ALTER TABLE ${created} RENAME TO ${name}`)
  yield* attachPartition(name, day.date)
  const startsAt = Date.parse(day.date)
  for (const { feed, source } of day.dropped)
    yield* replaceLive(feed, source, { kind: 'compacted', startsAt, endsAt: startsAt + dayMs })
}

/** Whether a day is not compacted, or holds one of these data sources. */
export function* isCompactionDue(date: string, dropped: readonly number[]): Work<boolean> {
  const partition = (yield* readPartitions()).find((each) => each.date === date)
  if (partition === undefined) return false
  if (!partition.isCompacted) return true
  return (yield* readKeys(partition.name)).some(({ source }) => dropped.includes(source))
}

/**
 * Compacts a day in steps of a few milliseconds.
 * @param isDropped which data sources are left out
 * @throws StorageError when the day cannot be read or written: it stays as it is
 */
export async function* compactPartition(
  { run, transaction }: SqlWorker,
  { name: old, date }: StoredPartition,
  isDropped: (source: number) => boolean,
): AsyncGenerator<void, readonly Dropped[], void> {
  const created = `segment_compacting_${date.replaceAll('-', '')}`
  const put = definePut({ ...segmentSchema, name: created })
  const before = await run(() => fingerprint(old))
  await transaction(function* () {
    yield* execute(`DROP TABLE IF EXISTS ${created}`)
    yield* createDayTable(created, date)
  })
  const all = await run(() => readKeys(old))
  const lines = new Map<string, number>()
  const lineKey = ({ feed, source }: SegmentKey, from: number) => `${feed} ${source} ${from}`
  const remaining = all.filter(({ source }) => !isDropped(source))
  for (const key of remaining)
    for (const [from, to] of keyframeIntervals(await run(() => readKeyframeInstants(key, old)))) {
      const result = compactedSegments(await run(() => readSegments(key, from, to, old)))
      if (result.lines === 0) continue
      const rows = result.segments.map((segment) => segmentRow(key.feed, { source: key.source, segment }))
      await run(() => putRows(put, rows))
      lines.set(lineKey(key, from), result.lines)
      yield
    }
  for (const key of remaining)
    for (const [from, to] of keyframeIntervals(await run(() => readKeyframeInstants(key, created)))) {
      const read = lineCount(await run(() => readSegments(key, from, to, created)))
      if (read !== (lines.get(lineKey(key, from)) ?? 0)) throw otherLines()
      yield
    }
  const dropped = all.filter(({ source }) => isDropped(source))
  await transaction(() => replacePartition(old, created, { date, fingerprint: before, dropped }))
  return dropped
}
