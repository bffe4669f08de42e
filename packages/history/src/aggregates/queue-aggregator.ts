import { createRowFold, type Change, type Row, type RowFold } from '@wallboard/statistics'
import {
  addCountTime,
  addWaitTime,
  bucketMs,
  bucketStart,
  countMetrics,
  growingBucket,
  type BucketLength,
  type GrowingBucket,
  type QueueBucket,
} from './bucket.ts'

/** Buckets with live time, by queue id. */
export type TakenBuckets = ReadonlyMap<string, readonly QueueBucket[]>

/**
 * Folds the changes of the queues into buckets, time-weighted over live time only. Instants are epoch milliseconds and
 * do not decrease.
 */
export interface QueueAggregator {
  /** Applies changes as of `at`. If the data is live, changes of the queues confirm it until then. */
  readonly changed: (at: number, changes: readonly Change[]) => void
  /** The rows are complete at `at`: they are live from the first confirmation to the last. */
  readonly confirmed: (at: number) => void
  /** Live time ended at the last confirmation. Until the next one nothing is counted. */
  readonly interrupted: () => void
  /**
   * The live time since the last call, by queue id and bucket. A bucket is returned in parts while it is not over: add
   * them with `mergedBuckets`.
   */
  readonly take: () => TakenBuckets
}

/** Until when the row of a queue is in its open bucket. */
interface Counted {
  /** Its live time and its waits. */
  until: number
  /**
   * Each of its counts, in the order of `countMetrics`. Before `until` where the count has not changed since, never in
   * another bucket.
   */
  readonly countsUntil: number[]
}

const countedUntil = (at: number): Counted => ({ until: at, countsUntil: countMetrics.map(() => at) })

const indexOfCount: ReadonlyMap<string, number> = new Map(countMetrics.map((count, index) => [count, index]))

/** @param rows the rows of the queues before the first change, to which the aggregator applies their changes */
export function createQueueAggregator(
  dataSource: string,
  length: BucketLength,
  rows: RowFold = createRowFold(),
): QueueAggregator {
  const open = new Map<string, GrowingBucket>()
  /** Rows that do not change cost nothing until a bucket is taken. */
  const counted = new Map<string, Counted>()
  let finished = new Map<string, QueueBucket[]>()
  let provenUntil: number | undefined

  function finish(id: string, bucket: QueueBucket): void {
    open.delete(id)
    if (bucket.liveMs === 0) return
    const others = finished.get(id)
    if (others === undefined) finished.set(id, [bucket])
    else others.push(bucket)
  }

  /** The open bucket of a queue that starts at this instant. */
  function bucketOf(id: string, startsAt: number): GrowingBucket {
    const current = open.get(id)
    if (current?.startsAt === startsAt) return current
    if (current !== undefined) finish(id, current)
    const created = growingBucket(startsAt)
    open.set(id, created)
    return created
  }

  /** Adds a count from where it was added last. */
  function addCount(bucket: GrowingBucket, row: Row, counts: number[], index: number, to: number): void {
    const count = countMetrics[index]
    const from = counts[index] ?? to
    if (count === undefined || to <= from) return
    addCountTime(bucket, row, count, to - from)
    counts[index] = to
  }

  function addCounts(bucket: GrowingBucket, row: Row, { countsUntil }: Counted, to: number): void {
    for (let index = 0; index < countsUntil.length; index += 1) addCount(bucket, row, countsUntil, index, to)
  }

  function countUntil(id: string, at: number): void {
    const row = rows.row(id)
    const own = counted.get(id)
    if (row === undefined || own === undefined) return
    const bucket = open.get(id)
    if (bucket !== undefined) addCounts(bucket, row, own, own.until)
    while (own.until < at) {
      const startsAt = bucketStart(length, own.until)
      const end = Math.min(at, startsAt + bucketMs[length])
      const growing = bucketOf(id, startsAt)
      addWaitTime(growing, row, own.until, end)
      addCounts(growing, row, own, end)
      own.until = end
    }
  }

  /** Counts what a patch changes: of a busy queue few of its figures do. */
  function countChanged(patch: Row, at: number): void {
    const { id } = patch
    const row = rows.row(id)
    const own = counted.get(id)
    if (row === undefined || own === undefined) return
    const startsAt = bucketStart(length, own.until)
    if (bucketStart(length, at) !== startsAt) {
      countUntil(id, at)
      return
    }
    const bucket = bucketOf(id, startsAt)
    addWaitTime(bucket, row, own.until, at)
    own.until = Math.max(own.until, at)
    for (const field in patch) {
      const index = indexOfCount.get(field)
      if (index !== undefined) addCount(bucket, row, own.countsUntil, index, own.until)
    }
  }

  function countAll(): void {
    if (provenUntil === undefined) return
    for (const id of counted.keys()) countUntil(id, provenUntil)
  }

  function startCounting(at: number): void {
    for (const { id } of rows.currentRows()) counted.set(id, countedUntil(at))
  }

  /** Counting of a row goes on, starts or ends after a change of it. */
  function goOn(id: string, at: number): void {
    if (provenUntil === undefined || rows.row(id) === undefined) counted.delete(id)
    else if (!counted.has(id)) counted.set(id, countedUntil(at))
  }

  return {
    changed(at, changes) {
      const own = changes.filter((change) => change.dataSource === dataSource)
      if (own.length === 0) return
      if (provenUntil !== undefined) {
        for (const { added, updated, removed } of own) {
          for (const id of removed) countUntil(id, at)
          for (const { id } of added) countUntil(id, at)
          for (const patch of updated) countChanged(patch, at)
        }
        provenUntil = at
      }
      for (const change of own) rows.applyChange(change)
      for (const { added, updated, removed } of own) {
        for (const id of removed) goOn(id, at)
        for (const { id } of added) goOn(id, at)
        for (const { id } of updated) goOn(id, at)
      }
    },
    confirmed(at) {
      if (provenUntil === undefined) startCounting(at)
      provenUntil = at
    },
    interrupted() {
      countAll()
      counted.clear()
      provenUntil = undefined
    },
    take() {
      countAll()
      for (const [id, bucket] of [...open]) finish(id, bucket)
      const taken = finished
      finished = new Map()
      return taken
    },
  }
}
