import { bucketMs, floorPoints, groupPoints, type BucketLength } from '@wallboard/history'
import type { HistoryDay } from '@wallboard/relay/rest/history-day'
import type { FeedName, HistoryStore } from '../store/history-store.ts'
import type { CoverageSpan } from '@wallboard/relay/coverage'
import { queueSource } from '@wallboard/statistics'
import { recordedQueues } from './recorded-queues.ts'
import { seenPoints, spansOfBuckets, unseenBuckets } from './seen-floor.ts'

/** Of more queues than this, quarters of an hour are read: a day has 1,440 minutes of each. */
const maxMinuteQueues = 20
const totalsId = '0'

/** Whose waiting calls are read. */
export interface DayQueues {
  readonly queues: readonly string[]
  /** All queues of the floor: its totals row counts as well. */
  readonly isFloor: boolean
  /** As in `TrendFigure`. */
  readonly seen?: readonly string[] | undefined
}

type DayPoints = Pick<HistoryDay, 'bucketMs' | 'points' | 'parts'>

const none: ReadonlySet<number> = new Set()
const isLive = ({ kind }: CoverageSpan): boolean => kind === 'live'
const rounded = (value: number) => Math.round(value * 100) / 100

/**
 * The calls that waited in `[from, to)`, epoch milliseconds: in minutes, or in quarters of an hour where there are no
 * minutes or too many queues.
 * @throws StorageError when the files cannot be read
 */
export async function readDayPoints(
  store: HistoryStore,
  name: FeedName,
  { queues, isFloor, seen }: DayQueues,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<DayPoints> {
  const feed = await store.findFeed(name)

  async function read(length: BucketLength): Promise<DayPoints> {
    if (feed === undefined) return { bucketMs: bucketMs[length], points: [], parts: [] }
    const bucketsOf = (queue: string) => store.buckets(feed, queue, length, from, to)
    const isCut = isFloor && seen !== undefined
    const live = isCut ? (await store.coverage(feed, queueSource, from, to)).filter(isLive) : []
    const unseen = isCut ? await unseenBuckets({ store, feed, live }, seen, { length, from, to }) : none
    const recorded = await recordedQueues(
      store,
      feed,
      { queues, isFloor, withRemoved: isFloor && !isCut },
      length,
    )
    const buckets = await Promise.all(recorded.map(bucketsOf))
    const ofQueues = groupPoints(buckets, 'callsInQueue')
    const ofFloor = isFloor ? floorPoints(await bucketsOf(totalsId), buckets, 'callsInQueue') : ofQueues
    const points = seenPoints(unseen, ofQueues, ofFloor)
    return {
      bucketMs: bucketMs[length],
      points: points.map(([startsAt, mean]) => [startsAt, rounded(mean)] as const),
      parts: spansOfBuckets(unseen, length),
    }
  }

  const minutes = queues.length <= maxMinuteQueues ? await read('minute') : undefined
  return minutes === undefined || minutes.points.length === 0 ? read('quarter') : minutes
}
