import { createRowFold, type Change, type Row } from '@wallboard/statistics'
import {
  addLiveTime,
  bucketMs,
  bucketStart,
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

export function createQueueAggregator(dataSource: string, length: BucketLength): QueueAggregator {
  const rows = createRowFold()
  const open = new Map<string, GrowingBucket>()
  /** Until when the row of a queue is in its buckets: rows that do not change cost nothing until a bucket is taken. */
  const countedUntil = new Map<string, number>()
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

  function count(id: string, row: Row, from: number, to: number): void {
    for (let start = from; start < to;) {
      const startsAt = bucketStart(length, start)
      const end = Math.min(to, startsAt + bucketMs[length])
      addLiveTime(bucketOf(id, startsAt), row, start, end)
      start = end
    }
  }

  function countUntil(id: string, at: number): void {
    const [row, from] = [rows.row(id), countedUntil.get(id)]
    if (row === undefined || from === undefined) return
    count(id, row, from, at)
    countedUntil.set(id, at)
  }

  function countAll(): void {
    if (provenUntil === undefined) return
    for (const id of [...countedUntil.keys()]) countUntil(id, provenUntil)
  }

  function startCounting(at: number): void {
    for (const { id } of rows.rows()) countedUntil.set(id, at)
  }

  return {
    changed(at, changes) {
      const own = changes.filter((change) => change.dataSource === dataSource)
      if (own.length === 0) return
      const touched = own.flatMap(({ added, updated, removed }) => [
        ...removed,
        ...added.map(({ id }) => id),
        ...updated.map(({ id }) => id),
      ])
      if (provenUntil !== undefined) {
        for (const id of touched) countUntil(id, at)
        provenUntil = at
      }
      for (const change of own) rows.applyChange(change)
      for (const id of touched)
        if (provenUntil === undefined || rows.row(id) === undefined) countedUntil.delete(id)
        else countedUntil.set(id, at)
    },
    confirmed(at) {
      if (provenUntil === undefined) startCounting(at)
      provenUntil = at
    },
    interrupted() {
      countAll()
      countedUntil.clear()
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
