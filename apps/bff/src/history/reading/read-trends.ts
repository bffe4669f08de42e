import { bucketMs, floorPoints, groupPoints, type QueueBucket } from '@wallboard/history'
import { noTrends, type HistoryTrends, type RecordedPoint } from '@wallboard/relay/rest/history-trends'
import { queueSource, type QueueMetric } from '@wallboard/statistics'
import type { FeedName, HistoryStore } from '../store/history-store.ts'

/** The row of the whole floor. */
const totalsId = '0'

/** The trends and spark lines to read: queues are listed, so that nothing else is read. */
export interface TrendSubjects {
  readonly trends: readonly {
    readonly key: string
    readonly queues: readonly string[]
    /** Of the whole floor: its totals row counts as well. */
    readonly isFloor: boolean
    readonly metric: QueueMetric
  }[]
  readonly sparkLines: readonly string[]
}

/** Thousandths are more than a line can show, and make the reply a third of the size. */
const rounded = ([startsAt, mean, max]: RecordedPoint): RecordedPoint => [
  startsAt,
  Math.round(mean * 1_000) / 1_000,
  max,
]

/**
 * The trends of a feed from an instant on, spark lines from another one, in minutes. The last bucket may not be over.
 * @throws StorageError when the files cannot be read
 */
export async function readTrends(
  store: HistoryStore,
  name: FeedName,
  subjects: TrendSubjects,
  { from, sparkLinesFrom }: { readonly from: number; readonly sparkLinesFrom: number },
): Promise<HistoryTrends> {
  const feed = await store.findFeed(name)
  if (feed === undefined) return noTrends
  const coverage = await store.coverage(feed, queueSource, from, Infinity)
  const until = coverage.at(-1)?.endsAt ?? null
  if (until === null) return noTrends
  const read = new Map<string, Promise<readonly QueueBucket[]>>()
  const bucketsOf = (queue: string, start: number) => {
    const key = `${start} ${queue}`
    const buckets = read.get(key) ?? store.buckets(feed, queue, 'minute', start, until)
    read.set(key, buckets)
    return buckets
  }
  const trends = await Promise.all(
    subjects.trends.map(async ({ key, queues, isFloor, metric }) => {
      const buckets = await Promise.all(queues.map((queue) => bucketsOf(queue, from)))
      const points = isFloor
        ? floorPoints(await bucketsOf(totalsId, from), buckets, metric)
        : groupPoints(buckets, metric)
      return { key, points: points.map(rounded) }
    }),
  )
  const sparkLines = await Promise.all(
    subjects.sparkLines.map(async (queue) => {
      const buckets = await bucketsOf(queue, sparkLinesFrom)
      return { queue, points: groupPoints([buckets], 'callsInQueue').map(rounded) }
    }),
  )
  return {
    ...{ until, bucketMs: bucketMs.minute, trends },
    gaps: coverage.flatMap(({ kind, ...span }) => (kind === 'live' ? [] : [{ kind, ...span }])),
    sparkLines: sparkLines.filter(({ points }) => points.length > 0),
  }
}
