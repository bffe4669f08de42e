import {
  bucketMs,
  bucketStart,
  groupPoints,
  oneWeekBefore,
  type GroupPoint,
  type Span,
} from '@wallboard/history'
import type { CoverageSpan } from '@wallboard/relay/coverage'
import { noTrends, type HistoryTrends, type RecordedPoint } from '@wallboard/relay/rest/history-trends'
import { queueSource } from '@wallboard/statistics'
import type { FeedName, HistoryStore } from '../store/history-store.ts'
import type { FinishedMinutes } from './finished-minutes.ts'
import { joinedSpans } from './read-coverage.ts'
import type { TrendFigure } from './replayed-figure.ts'
import { trendPoints, type TrendReading } from './trend-points.ts'
import type { TrendBands, NormalDays, NormalBandSubject } from './usual-bands.ts'

/** A trend to read. */
export interface ReadTrend extends TrendFigure {
  readonly key: string
  readonly spanMs: number
  /** Whether the same time one week ago is read too. */
  readonly withLastWeek: boolean
  /** Whether what is usual is read too: of one queue, or of the floor. */
  readonly withBand: boolean
}

/** The trends and spark lines to read: queues are listed, so that nothing else is read. */
export interface TrendSubjects {
  readonly trends: readonly ReadTrend[]
  readonly sparkLines: readonly string[]
  /** Figures of which only the present usual range is read. */
  readonly usual: readonly (NormalBandSubject & { readonly key: string })[]
}

/** Thousandths are more than a line can show, and make the reply a third of the size. */
const rounded = ([startsAt, mean, max]: GroupPoint): RecordedPoint => [
  startsAt,
  Math.round(mean * 1_000) / 1_000,
  max,
]

const sparkLinesMs = 1_200_000
/** A screen reads its trends again after ten minutes: last week is drawn on until then. */
const aheadMs = 900_000

const spansOf = (coverage: readonly CoverageSpan[]): readonly Span[] =>
  coverage.filter(({ kind }) => kind === 'live')

/** Points of one week ago, dated as if they were today. */
async function lastWeekPoints(
  reading: TrendReading,
  trend: ReadTrend,
  { from, until, timeZone }: { readonly from: number; readonly until: number; readonly timeZone: string },
): Promise<readonly RecordedPoint[]> {
  const { store, feed } = reading
  const laterMs = until - oneWeekBefore(until, timeZone)
  const span = { from: from - laterMs, to: until - laterMs + aheadMs, spanMs: trend.spanMs }
  const live = spansOf(joinedSpans(await store.coverage(feed, queueSource, span.from, span.to)))
  const points = await trendPoints({ ...reading, live }, trend, span, false)
  return points.map(([startsAt, mean]) => rounded([startsAt + laterMs, mean, null]))
}

/** What trends are read with. Instants are epoch milliseconds. */
export interface TrendsTime extends NormalDays {
  readonly now: number
  /** Nothing after this instant is read: the trends of a replay end with the last minute before it. */
  readonly until?: number | undefined
}

/** What the thread that reads keeps in memory for trends of one store. */
export interface TrendMemory {
  readonly finished: FinishedMinutes
  readonly bands: TrendBands
}

/**
 * The trends of a feed up to now, in minutes, and the spark lines of the last 20 minutes. The last bucket may not be
 * over.
 *
 * @throws StorageError when the files cannot be read
 */
export async function readTrends(
  store: HistoryStore,
  name: FeedName,
  { trends, sparkLines, usual }: TrendSubjects,
  { now, timeZone, holidays, until: last = Infinity }: TrendsTime,
  { finished, bands }: TrendMemory,
): Promise<HistoryTrends> {
  const feed = await store.findFeed(name)
  if (feed === undefined) return noTrends
  const startOf = (spanMs: number) => bucketStart('minute', now - spanMs)
  const longestMs = Math.max(sparkLinesMs, ...trends.map(({ spanMs }) => spanMs))
  const covered = joinedSpans(await store.coverage(feed, queueSource, startOf(longestMs), last))
  const coverage = covered.map((span) => ({ ...span, endsAt: Math.min(span.endsAt, last) }))
  const until = coverage.at(-1)?.endsAt
  if (until === undefined) return noTrends
  const reading: TrendReading = { store, feed, live: spansOf(coverage), finished }
  const recording = { store, name }
  const days = { timeZone, holidays }
  /** The floor, or one queue: nothing is stored of what is usual for a group. */
  const bandBetween = async ({ queues, isFloor, metric }: ReadTrend, bandFrom: number, to: number) => {
    const [queue, ...others] = queues
    if (!isFloor && (queue === undefined || others.length > 0)) return undefined
    const subject = { queue: isFloor ? null : (queue ?? null), metric }
    return bands.between(recording, subject, { from: bandFrom, to, now }, days)
  }
  const readUsual = async ({ key, queue, metric }: TrendSubjects['usual'][number]) => {
    const band = await bands.between(
      recording,
      { queue, metric },
      // From where a spark line starts: its band is drawn behind it.
      { from: now - sparkLinesMs, to: now + aheadMs, now },
      days,
    )
    return band === undefined || band.points.length === 0 ? [] : [{ key, band }]
  }
  const readTrend = async (trend: ReadTrend) => {
    const from = startOf(trend.spanMs)
    const points =
      from < until ? await trendPoints(reading, trend, { from, to: until, spanMs: trend.spanMs }, true) : []
    const lastWeek = trend.withLastWeek
      ? { lastWeek: await lastWeekPoints(reading, trend, { from, until, timeZone }) }
      : {}
    const band = trend.withBand ? await bandBetween(trend, from, now + aheadMs) : undefined
    return {
      ...{ key: trend.key, points: points.map(rounded), ...lastWeek },
      ...(band === undefined ? {} : { band }),
    }
  }
  const readSparkLine = async (queue: string) => {
    const from = startOf(sparkLinesMs)
    const buckets = await store.buckets(feed, queue, 'minute', from, until, 'callsInQueue')
    return { queue, points: groupPoints([buckets], 'callsInQueue').map(rounded) }
  }
  const lines = await Promise.all(sparkLines.map(readSparkLine))
  return {
    ...{ until, bucketMs: bucketMs.minute },
    trends: await Promise.all(trends.map(readTrend)),
    gaps: coverage.flatMap(({ kind, ...span }) => (kind === 'live' ? [] : [{ kind, ...span }])),
    sparkLines: lines.filter(({ points }) => points.length > 0),
    usual: (await Promise.all(usual.map(readUsual))).flat(),
  }
}
