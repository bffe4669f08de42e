import { openPostgres } from '../../storage/postgres.ts'
import { createCompactor } from './compactor.ts'
import { isFillingPending } from './filling-table.ts'
import type { BatchOrigin, HistoryBatch, HistoryStore, SoughtSegments } from './history-store.ts'
import { compactPartition, isCompactionDue } from './postgres-compaction.ts'
import {
  allBytes,
  createPartitions,
  readPartitions,
  removePartitions,
  tableBytes,
  type StoredPartition,
} from './postgres-days.ts'
import { admitBatch, claimFeed } from './postgres-fence.ts'
import type { HistorySchema } from './postgres-schema.ts'
import { createPostgresWorker } from './postgres-work.ts'
import { daysToRemove } from './retention-state.ts'
import {
  putSegments,
  readChanges,
  readFollowing,
  readKeyframe,
  readNames,
  readNextKeyframeAt,
  readNextLink,
  readSeekStart,
  type NumberedSegment,
} from './segment-table.ts'
import { execute, type Work } from './sql-work.ts'
import { utcDateOf } from './stored-segments.ts'
import { createSummary, type FilledPart } from './summary.ts'

const dayMs = 86_400_000
/** Each day starts with keyframes and names, and ends with a segment that may reach into the next one. */
const reachMs = 2 * dayMs
/** Writing and reading threads have few tasks at once. */
const maxConnections = 3
const statementTimeoutMs = 10_000

/**
 * History in PostgreSQL. Nothing connects before the first call: while PostgreSQL is unreachable, every method rejects
 * with a StorageError `unreachable`, and works again afterwards.
 *
 * @param schema the tables of the service account's feed, or those of persons' own feeds
 */
export function openPostgresHistoryStore(url: string, schema: HistorySchema): HistoryStore {
  const postgres = openPostgres({ url, name: `wallboard ${schema}`, maxConnections, statementTimeoutMs })
  const worker = createPostgresWorker(postgres, schema)
  const { run, transaction } = worker
  const summary = createSummary(worker)
  const partitions = createPartitions(worker)
  const sourceOf = (dataSource: string) => run(() => summary.sourceId(dataSource))

  function* numberedSegments({ segments }: HistoryBatch): Work<readonly NumberedSegment[]> {
    const result: NumberedSegment[] = []
    for (const { dataSource, segment } of segments)
      result.push({ source: yield* summary.sourceId(dataSource), segment })
    return result
  }

  async function write(feed: number, batch: HistoryBatch, origin?: BatchOrigin, filled?: FilledPart) {
    const numbered = await run(() => summary.numbered(batch))
    const segments = await run(() => numberedSegments(batch))
    await partitions.ensure(segments.map(({ segment }) => segment.startsAt))
    try {
      return await transaction(function* () {
        const admission = origin === undefined ? 'admitted' : yield* admitBatch(feed, origin)
        if (admission !== 'admitted') return admission
        yield* putSegments(feed, segments, batch.names)
        yield* summary.write(feed, numbered, filled)
        return 'written'
      })
    } catch (error) {
      partitions.forget()
      throw error
    }
  }

  function* readSeek(feed: number, source: number, at: number): Work<SoughtSegments | undefined> {
    const start = yield* readSeekStart(feed, source, at, at - reachMs)
    if (start === undefined) return undefined
    const { startsAt } = start.segment
    const { changes, next } = yield* readFollowing(feed, source, {
      ...{ from: startsAt, to: at, since: startsAt - reachMs, until: at + reachMs },
    })
    return { ...start, changes, next: next?.previous }
  }

  async function removeDays(isRemoved: (partition: StoredPartition) => boolean): Promise<number> {
    const removed = (await transaction(readPartitions)).filter(isRemoved)
    if (removed.length === 0) return 0
    const sizes = []
    for (const { name } of removed) sizes.push(await transaction(() => tableBytes(name)))
    await transaction(() => removePartitions(removed))
    partitions.forget()
    return sizes.reduce((sum, bytes) => sum + bytes, 0)
  }

  async function shrink(maxBytes: number): Promise<void> {
    const total = await transaction(allBytes)
    if (total <= maxBytes) return
    const days = []
    for (const { name, date } of await transaction(readPartitions))
      days.push({ date, bytes: await transaction(() => tableBytes(name)) })
    const ofDays = days.reduce((sum, { bytes }) => sum + bytes, 0)
    const dates = daysToRemove(days, total - ofDays, maxBytes)
    await removeDays(({ date }) => dates.includes(date))
  }

  const compactor = createCompactor(
    {
      dates: async () => (await transaction(readPartitions)).map(({ date }) => date),
      isDue: (date, dropped) => transaction(() => isCompactionDue(date, dropped)),
      async *compact(date, isDropped) {
        const partition = (await transaction(readPartitions)).find((each) => each.date === date)
        return partition === undefined ? [] : yield* compactPartition(worker, partition, isDropped)
      },
      isBusy: (from, to) => run(() => isFillingPending(from, to)),
      onDropped: () => undefined, // the transaction that replaces the partition has changed the coverage
    },
    () => performance.now(),
  )

  return {
    ...summary.methods,
    isShared: true,
    claim: (name, owner) => transaction(() => claimFeed(name, owner)),
    write: (feed, batch, origin) => write(feed, batch, origin),
    async writeFilling(feed, batch, filled) {
      await write(feed, batch, undefined, filled)
    },
    async keyframe(feed, dataSource, at) {
      const source = await sourceOf(dataSource)
      return run(() => readKeyframe(feed, source, at, at - reachMs))
    },
    async seek(feed, dataSource, at) {
      const source = await sourceOf(dataSource)
      return run(() => readSeek(feed, source, at))
    },
    async nextKeyframeAt(feed, dataSource, at) {
      const source = await sourceOf(dataSource)
      return run(() => readNextKeyframeAt(feed, source, at, at + reachMs))
    },
    async changes(feed, dataSource, from, to) {
      const source = await sourceOf(dataSource)
      return run(() => readChanges(feed, source, from, to, from - reachMs))
    },
    async linkAfter(feed, dataSource, at) {
      const source = await sourceOf(dataSource)
      return (await run(() => readNextLink(feed, source, at, at + reachMs)))?.previous
    },
    names: (feed, at) => run(() => readNames(feed, at, at - reachMs)),
    markLost: () => Promise.resolve(), // PostgreSQL loses nothing that it has confirmed
    compact: ({ now, dropBefore, forMs, dropped }) =>
      Promise.all(dropped.map(sourceOf)).then((sources) =>
        compactor.work({ now, dropBefore, dropped: sources }, forMs),
      ),
    async removeBefore(at) {
      const first = Date.parse(utcDateOf(at))
      await run(() => execute('DELETE FROM names WHERE at < ?', [first]))
      return removeDays(({ date }) => Date.parse(date) < first)
    },
    shrink,
    size: () => transaction(allBytes),
    close: postgres.close,
  }
}
