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
import { aheadOfClock, byWallClock } from './clock-ahead.ts'
import { joinedSpans } from './read-coverage.ts'
import type { OnDamage } from './read-moment.ts'
import { reportLost, withLost, type LostSpan } from './readable-runs.ts'
import { countsPeople, type TrendFigure } from './replayed-figure.ts'
import { seenTrendPoints } from './seen-floor.ts'
import type { TrendReading } from './trend-points.ts'
import type { TrendBands, NormalDays, NormalBandSubject } from './usual-bands.ts'

/** A trend to read. */
export interface ReadTrend extends TrendFigure {
  readonly key: string
  readonly spanMs: number
  /** Whether the same time one week ago is read too. */
  readonly withLastWeek: boolean
  /** Whether what is usual is read too. */
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
const drawnAheadMs = 900_000

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
  const span = { from: from - laterMs, to: until - laterMs + drawnAheadMs, spanMs: trend.spanMs }
  const live = spansOf(joinedSpans(await store.coverage(feed, queueSource, span.from, span.to)))
  const lastWeek = { ...reading, live, onLost: () => undefined }
  const { points } = await seenTrendPoints(lastWeek, trend, span, false)
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
 * over. After the clock was set far back they are of the time that passed, dated by the present clock: what was recorded
 * at these times of day before is older.
 *
 * @param onDamage damage that this reading found: it is a gap of this reply already
 * @throws StorageError when the files cannot be read
 */
export async function readTrends(
  store: HistoryStore,
  name: FeedName,
  { trends, sparkLines, usual }: TrendSubjects,
  { now, dayRule, holidays, until: last = Infinity }: TrendsTime,
  { finished, bands }: TrendMemory,
  onDamage: OnDamage = () => undefined,
): Promise<HistoryTrends> {
  const feed = await store.findFeed(name)
  if (feed === undefined) return noTrends
  const aheadMs = last === Infinity ? aheadOfClock(await store.extent(feed), now) : 0
  const startOf = (spanMs: number) => bucketStart('minute', now + aheadMs - spanMs)
  const dated = ([startsAt, mean, max]: GroupPoint) => rounded([startsAt - aheadMs, mean, max])
  const longestMs = Math.max(sparkLinesMs, ...trends.map(({ spanMs }) => spanMs))
  const covered = joinedSpans(await store.coverage(feed, queueSource, startOf(longestMs), last))
  const coverage = covered.map((span) => ({ ...span, endsAt: Math.min(span.endsAt, last) }))
  const until = coverage.at(-1)?.endsAt
  if (until === undefined) return noTrends
  const lost: LostSpan[] = []
  const onLost = (dataSource: string, span: LostSpan) => {
    reportLost(dataSource, [span], dataSource === queueSource ? coverage : [], onDamage)
    lost.push(span)
  }
  const reading: TrendReading = { store, feed, live: spansOf(coverage), finished, onLost }
  const recording = { store, name }
  const days = { dayRule, holidays }
  /** Distinct agents of several queues are in no minute: nothing is known of what is usual for them. */
  const bandBetween = async (trend: ReadTrend, bandFrom: number, to: number) => {
    const { queues, isFloor, metric, seen } = trend
    if (countsPeople(trend) || (!isFloor && queues.length === 0)) return undefined
    const subject = { queues: isFloor ? null : queues, metric, seen }
    return bands.between(recording, subject, { from: bandFrom, to, now }, days)
  }
  const readUsual = async ({ key, queues, metric, seen }: TrendSubjects['usual'][number]) => {
    if (queues !== null && countsPeople({ queues, isFloor: false, metric })) return []
    const band = await bands.between(
      recording,
      { queues, metric, seen },
      // From where a spark line starts: its band is drawn behind it.
      { from: now - sparkLinesMs, to: now + drawnAheadMs, now },
      days,
    )
    return band === undefined || band.points.length === 0 ? [] : [{ key, band }]
  }
  const readTrend = async (trend: ReadTrend) => {
    const from = startOf(trend.spanMs)
    const { points, parts } =
      from < until
        ? await seenTrendPoints(reading, trend, { from, to: until, spanMs: trend.spanMs }, true)
        : { points: [], parts: [] }
    const lastWeek = trend.withLastWeek
      ? {
          lastWeek: await lastWeekPoints(reading, trend, {
            ...{ from: from - aheadMs, until: until - aheadMs, timeZone: dayRule.timeZone },
          }),
        }
      : {}
    const band = trend.withBand ? await bandBetween(trend, from - aheadMs, now + drawnAheadMs) : undefined
    return {
      ...{ key: trend.key, points: points.map(dated), ...lastWeek },
      ...(parts.length === 0 ? {} : { parts: parts.map((part) => byWallClock(part, aheadMs)) }),
      ...(band === undefined ? {} : { band }),
    }
  }
  const readSparkLine = async (queue: string) => {
    const from = startOf(sparkLinesMs)
    const buckets = await store.buckets(feed, queue, 'minute', from, until, 'callsInQueue')
    return { queue, points: groupPoints([buckets], 'callsInQueue').map(dated) }
  }
  const lines = await Promise.all(sparkLines.map(readSparkLine))
  const read = await Promise.all(trends.map(readTrend))
  return {
    ...{ until: until - aheadMs, bucketMs: bucketMs.minute, trends: read },
    gaps: joinedSpans(withLost(coverage, lost)).flatMap(({ kind, ...span }) =>
      kind === 'live' ? [] : [{ kind, ...byWallClock(span, aheadMs) }],
    ),
    sparkLines: lines.filter(({ points }) => points.length > 0),
    usual: (await Promise.all(usual.map(readUsual))).flat(),
  }
}
