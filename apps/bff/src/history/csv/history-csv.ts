import {
  aggregatedMetrics,
  bucketMs,
  localTimeOf,
  meanOf,
  type BucketLength,
  type GroupPoint,
  type QueueBucket,
  type Span,
} from '@wallboard/history'
import type { CoverageSpan } from '@wallboard/relay/coverage'
import { queueMetrics, type QueueMetric } from '@wallboard/statistics'
import type { CsvCell } from '@wallboard/relay/csv'

/** What every row of a file says first. */
export interface CsvContext {
  /** When the file was made, epoch milliseconds. */
  readonly asOf: number
  readonly domain: string
  /** An IANA name. */
  readonly timeZone: string
}

const isDuration = (metric: QueueMetric): boolean => queueMetrics[metric].unit === 'ms'

/** Waits in whole seconds, other values to thousandths; null where it is unknown. */
function valueOf(value: number | null | undefined, metric: QueueMetric): number | null {
  if (value === undefined || value === null) return null
  return isDuration(metric) ? Math.round(value / 1_000) : Math.round(value * 1_000) / 1_000
}

const nameOf = (metric: QueueMetric, of: 'mean' | 'max'): string =>
  `${metric}_${of}${isDuration(metric) ? '_seconds' : ''}`

/** The instant of a row in UTC and by the local clock with its offset. */
const instantOf = (at: number, timeZone: string): readonly CsvCell[] => [
  new Date(at).toISOString().replace('.000', ''),
  localTimeOf(at, timeZone),
]

const contextOf = ({ asOf, domain, timeZone }: CsvContext): readonly CsvCell[] => [
  localTimeOf(asOf, timeZone),
  domain,
]

const spanColumns = ['starts_at_utc', 'starts_at_local', 'live_ms', 'gap']

/** How much of a span was live, and the reasons of what was not; `not-recorded` where there is no record. */
function coverageOf(
  spans: readonly CoverageSpan[],
  from: number,
  to: number,
): { readonly liveMs: number; readonly gap: string | null } {
  const reasons = new Set<string>()
  let [liveMs, knownMs] = [0, 0]
  for (const { kind, startsAt, endsAt } of spans) {
    const ms = Math.min(endsAt, to) - Math.max(startsAt, from)
    if (ms <= 0) continue
    knownMs += ms
    if (kind === 'live') liveMs += ms
    else reasons.add(kind)
  }
  if (knownMs < to - from) reasons.add('not-recorded')
  return { liveMs, gap: reasons.size === 0 ? null : [...reasons].join(' ') }
}

/** The starts of all buckets of `[from, to)`, also of those without a record. */
function bucketStarts(length: BucketLength, from: number, to: number): readonly number[] {
  const ms = bucketMs[length]
  const first = Math.ceil(from / ms) * ms
  return Array.from({ length: Math.max(0, Math.ceil((to - first) / ms)) }, (_, index) => first + index * ms)
}

export const quarterHeader: readonly CsvCell[] = [
  ...['as_of', 'domain', 'queue_id', 'queue', ...spanColumns],
  ...aggregatedMetrics.flatMap((metric) => [nameOf(metric, 'mean'), nameOf(metric, 'max')]),
]

/** What was recorded of a queue in `[from, to)`. */
export interface QueueRecord {
  readonly id: string
  readonly name: string
  readonly from: number
  readonly to: number
  readonly buckets: readonly QueueBucket[]
  readonly spans: readonly CoverageSpan[]
}

/** A row for each quarter of an hour of a queue; where nothing was live, without figures and with the reason. */
export function quarterRows(context: CsvContext, queue: QueueRecord): readonly (readonly CsvCell[])[] {
  const known = new Map(queue.buckets.map((bucket) => [bucket.startsAt, bucket]))
  return bucketStarts('quarter', queue.from, queue.to).map((at) => {
    const bucket = known.get(at)
    const { gap } = coverageOf(queue.spans, at, Math.min(at + bucketMs.quarter, queue.to))
    return [
      ...[...contextOf(context), queue.id, queue.name, ...instantOf(at, context.timeZone)],
      ...[bucket?.liveMs ?? 0, gap],
      ...aggregatedMetrics.flatMap((metric) => {
        const integral = bucket?.figures[metric]
        return [valueOf(integral && meanOf(integral), metric), valueOf(integral?.max, metric)]
      }),
    ]
  })
}

export const trendHeader = (metric: QueueMetric): readonly CsvCell[] => [
  ...['as_of', 'domain', 'queues', ...spanColumns, nameOf(metric, 'mean'), nameOf(metric, 'max')],
]

/** What was recorded of a figure in `[from, to)`. */
export interface FigureRecord {
  /** Names of queues, or of the floor. */
  readonly subject: string
  readonly metric: QueueMetric
  readonly from: number
  readonly to: number
  readonly points: readonly GroupPoint[]
  readonly spans: readonly CoverageSpan[]
  /** When a figure of the floor counts only the queues that the person may see. */
  readonly parts: readonly Span[]
}

/** What a row of the floor is of while queues were counted that the person may not see. */
const visibleQueues = 'visible queues'

/** A row for each minute of a figure; where it is not known, without values and with the reason. */
export function trendRows(context: CsvContext, figure: FigureRecord): readonly (readonly CsvCell[])[] {
  const { metric } = figure
  const known = new Map(figure.points.map((point) => [point[0], point]))
  return bucketStarts('minute', figure.from, figure.to).map((at) => {
    const { liveMs, gap } = coverageOf(figure.spans, at, Math.min(at + bucketMs.minute, figure.to))
    const point = known.get(at)
    const isPart = figure.parts.some(({ startsAt, endsAt }) => startsAt <= at && at < endsAt)
    return [
      ...[
        ...contextOf(context),
        isPart ? visibleQueues : figure.subject,
        ...instantOf(at, context.timeZone),
        liveMs,
        gap,
      ],
      ...[valueOf(point?.[1], metric), valueOf(point?.[2], metric)],
    ]
  })
}
