import { createStatistics, type Change, type Row } from '@wallboard/statistics'
import {
  bucketMs,
  bucketStart,
  emptyBucket,
  withLiveTime,
  type BucketLength,
  type QueueBucket,
} from './bucket.ts'

/** Buckets that are complete, by queue id. */
export type FinishedBuckets = ReadonlyMap<string, readonly QueueBucket[]>

/**
 * Folds the changes of the queues into buckets, time-weighted over live time only. Instants are epoch milliseconds and
 * do not decrease.
 */
export interface QueueAggregator {
  /**
   * The rows were complete at `at`: the time since the last proof counts as live, with the rows as they were. The
   * changes apply from `at` on.
   */
  readonly confirmed: (at: number, changes: readonly Change[]) => void
  /** Live time ended at the last proof. Until the next one nothing is counted. */
  readonly interrupted: () => void
  /** The buckets that ended before `at`. Each is returned once; a bucket without live time is never returned. */
  readonly takeFinished: (at: number) => FinishedBuckets
}

export function createQueueAggregator(dataSource: string, length: BucketLength): QueueAggregator {
  const statistics = createStatistics()
  const open = new Map<string, QueueBucket>()
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

  function addLiveTime(id: string, row: Row, from: number, to: number): void {
    for (let start = from; start < to;) {
      const startsAt = bucketStart(length, start)
      const end = Math.min(to, startsAt + bucketMs[length])
      const current = open.get(id)
      if (current !== undefined && current.startsAt !== startsAt) finish(id, current)
      open.set(id, withLiveTime(open.get(id) ?? emptyBucket(startsAt), row, start, end))
      start = end
    }
  }

  const rowOf = (id: string): Row | undefined => {
    const row = statistics.rows(dataSource).get(id) ?? statistics.totals(dataSource)
    return row?.id === id ? row : undefined
  }

  function countUntil(id: string, at: number): void {
    const [row, from] = [rowOf(id), countedUntil.get(id)]
    if (row === undefined || from === undefined) return
    addLiveTime(id, row, from, at)
    countedUntil.set(id, at)
  }

  function countAll(): void {
    if (provenUntil === undefined) return
    for (const id of [...countedUntil.keys()]) countUntil(id, provenUntil)
  }

  function startCounting(at: number): void {
    for (const id of statistics.rows(dataSource).keys()) countedUntil.set(id, at)
    const totals = statistics.totals(dataSource)
    if (totals !== undefined) countedUntil.set(totals.id, at)
  }

  return {
    confirmed(at, changes) {
      const own = changes.filter((change) => change.dataSource === dataSource)
      const touched = own.flatMap(({ added, updated, removed }) => [
        ...removed,
        ...added.map(({ id }) => id),
        ...updated.map(({ id }) => id),
      ])
      for (const id of touched) countUntil(id, at)
      statistics.applyChanges(own)
      if (provenUntil === undefined) startCounting(at)
      for (const id of touched)
        if (rowOf(id) === undefined) countedUntil.delete(id)
        else countedUntil.set(id, at)
      provenUntil = at
    },
    interrupted() {
      countAll()
      countedUntil.clear()
      provenUntil = undefined
    },
    takeFinished(at) {
      countAll()
      const current = bucketStart(length, at)
      for (const [id, bucket] of [...open]) if (bucket.startsAt < current) finish(id, bucket)
      const taken = finished
      finished = new Map()
      return taken
    },
  }
}
