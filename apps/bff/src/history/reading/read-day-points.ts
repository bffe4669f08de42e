import { bucketMs, floorPoints, groupPoints, type BucketLength } from '@wallboard/history'
import type { HistoryDay } from '@wallboard/relay/rest/history-day'
import type { FeedName, HistoryStore } from '../store/history-store.ts'
import { recordedQueues } from './recorded-queues.ts'

/** Of more queues than this, quarters of an hour are read: a day has 1,440 minutes of each. */
const maxMinuteQueues = 20
const totalsId = '0'

/** Whose waiting calls are read. */
export interface DayQueues {
  readonly queues: readonly string[]
  /** All queues of the floor: its totals row counts as well. */
  readonly isFloor: boolean
}

const rounded = (value: number) => Math.round(value * 100) / 100

/**
 * The calls that waited in `[from, to)`, epoch milliseconds: in minutes, or in quarters of an hour where there are no
 * minutes or too many queues.
 * @throws StorageError when the files cannot be read
 */
export async function readDayPoints(
  store: HistoryStore,
  name: FeedName,
  { queues, isFloor }: DayQueues,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<Pick<HistoryDay, 'bucketMs' | 'points'>> {
  const feed = await store.findFeed(name)

  async function read(length: BucketLength): Promise<Pick<HistoryDay, 'bucketMs' | 'points'>> {
    if (feed === undefined) return { bucketMs: bucketMs[length], points: [] }
    const bucketsOf = (queue: string) => store.buckets(feed, queue, length, from, to)
    const recorded = await recordedQueues(store, feed, { queues, isFloor }, length)
    const buckets = await Promise.all(recorded.map(bucketsOf))
    const points = isFloor
      ? floorPoints(await bucketsOf(totalsId), buckets, 'callsInQueue')
      : groupPoints(buckets, 'callsInQueue')
    return {
      bucketMs: bucketMs[length],
      points: points.map(([startsAt, mean]) => [startsAt, rounded(mean)] as const),
    }
  }

  const minutes = queues.length <= maxMinuteQueues ? await read('minute') : undefined
  return minutes === undefined || minutes.points.length === 0 ? read('quarter') : minutes
}
