import { bucketStart, type GroupPoint, type QueueBucket, type Span } from '@wallboard/history'
import type { CoverageSpan } from '@wallboard/relay/coverage'
import { queueSource } from '@wallboard/statistics'
import type { FeedName, HistoryStore } from '../store/history-store.ts'
import { createFinishedMinutes } from './finished-minutes.ts'
import { joinedSpans } from './read-coverage.ts'
import type { OnDamage } from './read-moment.ts'
import { reportLost, withLost, type LostSpan } from './readable-runs.ts'
import type { TrendFigure } from './replayed-figure.ts'
import { seenTrendPoints } from './seen-floor.ts'

/** Of what a series is read: all figures of a queue in quarters of an hour, or one figure in minutes. */
export type SeriesSubject =
  { readonly type: 'queue'; readonly queue: string } | ({ readonly type: 'figure' } & TrendFigure)

/** What was recorded, in order. */
export interface RecordedSeries {
  /** The quarters of a queue. */
  readonly buckets: readonly QueueBucket[]
  /** The minutes of a figure. */
  readonly points: readonly GroupPoint[]
  /** When it was live, and why not. */
  readonly spans: readonly CoverageSpan[]
  /** When a figure of the floor counts only the queues that may be seen. */
  readonly parts: readonly Span[]
}

/**
 * What was recorded of a subject in `[from, to)`, epoch milliseconds.
 *
 * @param onDamage damage that this reading found: its spans are `damaged` already
 * @throws StorageError when the files cannot be read
 */
export async function readSeries(
  store: HistoryStore,
  name: FeedName,
  of: SeriesSubject,
  { from, to }: { readonly from: number; readonly to: number },
  onDamage: OnDamage = () => undefined,
): Promise<RecordedSeries> {
  const feed = await store.findFeed(name)
  if (feed === undefined) return { buckets: [], points: [], spans: [], parts: [] }
  const spans = joinedSpans(await store.coverage(feed, queueSource, from, to))
  if (of.type === 'queue')
    return { buckets: await store.buckets(feed, of.queue, 'quarter', from, to), points: [], spans, parts: [] }
  const live = spans.filter(({ kind }) => kind === 'live')
  const lost: LostSpan[] = []
  const onLost = (dataSource: string, found: LostSpan) => {
    reportLost(dataSource, [found], dataSource === queueSource ? spans : [], onDamage)
    lost.push(found)
  }
  const reading = { store, feed, live, finished: createFinishedMinutes(() => 0), onLost }
  const span = { from: bucketStart('minute', from), to, spanMs: to - from }
  const { points, parts } = await seenTrendPoints(reading, of, span, true)
  return { buckets: [], points, spans: joinedSpans(withLost(spans, lost)), parts }
}
