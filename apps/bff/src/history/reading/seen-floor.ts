import { bucketMs, bucketStart, type BucketLength, type GroupPoint, type Span } from '@wallboard/history'
import type { HistoryStore } from '../store/history-store.ts'
import type { TrendFigure } from './replayed-figure.ts'
import { trendPoints, type TrendReading } from './trend-points.ts'

/** Whose buckets are read. Epoch milliseconds. */
interface BucketSpan {
  readonly length: BucketLength
  readonly from: number
  readonly to: number
}

const startsIn = ({ length, from, to }: BucketSpan, live: readonly Span[]): ReadonlySet<number> => {
  const starts = new Set<number>()
  for (const { startsAt, endsAt } of live)
    for (
      let at = bucketStart(length, Math.max(from, startsAt));
      at < Math.min(to, endsAt);
      at += bucketMs[length]
    )
      starts.add(at)
  return starts
}

/**
 * The starts of the buckets in which queues were counted that are not among those that may be seen. A total of such a
 * bucket is not for a person who sees only these.
 *
 * @param live when anything was recorded
 * @throws StorageError when the files cannot be read
 */
export async function unseenBuckets(
  {
    store,
    feed,
    live,
  }: Pick<TrendReading, 'feed' | 'live'> & {
    readonly store: Pick<HistoryStore, 'bucketQueues' | 'buckets'>
  },
  seen: readonly string[],
  span: BucketSpan,
): Promise<ReadonlySet<number>> {
  const { length, from, to } = span
  const unseen = new Set<number>()
  const all = startsIn(span, live)
  const isSeen = new Set(seen)
  for (const queue of await store.bucketQueues(feed, length)) {
    if (isSeen.has(queue)) continue
    // One hidden queue that was there all the time hides every bucket: others need not be read.
    if ([...all].every((at) => unseen.has(at))) break
    for (const { startsAt } of await store.buckets(feed, queue, length, from, to, 'callsInQueue'))
      unseen.add(startsAt)
  }
  return unseen
}

/** Neighbouring buckets as spans, in order. */
export function spansOfBuckets(starts: Iterable<number>, length: BucketLength): readonly Span[] {
  const spans: { startsAt: number; endsAt: number }[] = []
  for (const startsAt of [...starts].sort((one, other) => one - other)) {
    const last = spans.at(-1)
    if (last?.endsAt === startsAt) last.endsAt += bucketMs[length]
    else spans.push({ startsAt, endsAt: startsAt + bucketMs[length] })
  }
  return spans
}

/** The points of the whole floor, but those of the queues that may be seen in the buckets in which others were counted. */
export const seenPoints = (
  unseen: ReadonlySet<number>,
  ofPart: readonly GroupPoint[],
  ofFloor: readonly GroupPoint[],
): readonly GroupPoint[] =>
  [...ofPart.filter(([at]) => unseen.has(at)), ...ofFloor.filter(([at]) => !unseen.has(at))].sort(
    ([one], [other]) => one - other,
  )

/** The points of a figure as somebody may see them. */
export interface SeenPoints {
  readonly points: readonly GroupPoint[]
  /** When the figure of the floor counts only the queues that may be seen, because there were others. */
  readonly parts: readonly Span[]
}

/**
 * The points of a figure. One of the floor, for somebody who may see some queues only, is that of the whole floor in
 * each minute in which only these were counted, and that of these queues in all other minutes.
 *
 * @throws StorageError when the files cannot be read
 */
export async function seenTrendPoints(
  reading: TrendReading,
  figure: TrendFigure,
  span: { readonly from: number; readonly to: number; readonly spanMs: number },
  needsPeak: boolean,
): Promise<SeenPoints> {
  const { seen } = figure
  if (!figure.isFloor || seen === undefined)
    return { points: await trendPoints(reading, figure, span, needsPeak), parts: [] }
  const minutes = { length: 'minute', from: span.from, to: span.to } as const
  const unseen = await unseenBuckets(reading, seen, minutes)
  const ofPart =
    unseen.size === 0
      ? []
      : await trendPoints(reading, { ...figure, isFloor: false, withRemoved: false }, span, needsPeak)
  const isAllUnseen = [...startsIn(minutes, reading.live)].every((at) => unseen.has(at))
  const ofFloor = isAllUnseen
    ? []
    : await trendPoints(reading, { ...figure, withRemoved: false }, span, needsPeak)
  return {
    points: seenPoints(unseen, ofPart, ofFloor),
    parts: spansOfBuckets(unseen, 'minute'),
  }
}
