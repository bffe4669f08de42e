import { queueFigure, queueMetrics, type QueueMetric, type Row } from '@wallboard/statistics'
import { combined, integrate, noTime, type FigureIntegral, type GrowingIntegral } from './figure-integral.ts'

/** Buckets start at whole multiples of their length in epoch milliseconds, which is right in every time zone. */
export const bucketMs = { minute: 60_000, quarter: 900_000 } as const
export type BucketLength = keyof typeof bucketMs

export function bucketStart(length: BucketLength, at: number): number {
  return Math.floor(at / bucketMs[length]) * bucketMs[length]
}

/** The figures of one queue in one bucket. */
export interface QueueBucket {
  readonly startsAt: number
  /** Milliseconds of the bucket in which the data source was recorded live and the queue existed. */
  readonly liveMs: number
  readonly figures: Readonly<Record<QueueMetric, FigureIntegral>>
}

const isMetric = (key: string): key is QueueMetric => Object.hasOwn(queueMetrics, key)
/** The metrics that are aggregated, in the order of their definition. */
export const aggregatedMetrics: readonly QueueMetric[] = Object.keys(queueMetrics).filter(isMetric)

const figuresOf = <Integral>(
  of: (metric: QueueMetric) => Integral,
): Readonly<Record<QueueMetric, Integral>> => ({
  callsInQueue: of('callsInQueue'),
  currentLongestQueueTime: of('currentLongestQueueTime'),
  currentLongestCallbackTime: of('currentLongestCallbackTime'),
  longestQueueTime: of('longestQueueTime'),
  agentsInQueue: of('agentsInQueue'),
  agentsOnCall: of('agentsOnCall'),
  agentsNotReadyForCalls: of('agentsNotReadyForCalls'),
  agentsLoggedIn: of('agentsLoggedIn'),
  callbacksInQueue: of('callbacksInQueue'),
  voicemailsInQueue: of('voicemailsInQueue'),
  vivrCallsInQueue: of('vivrCallsInQueue'),
  chatsInQueue: of('chatsInQueue'),
  emailsInQueue: of('emailsInQueue'),
})

/** A bucket with the figures that a function reads, such as from a stored row. */
export function queueBucketOf(
  startsAt: number,
  liveMs: number,
  figureOf: (metric: QueueMetric) => FigureIntegral,
): QueueBucket {
  return { startsAt, liveMs, figures: figuresOf(figureOf) }
}

export function emptyBucket(startsAt: number): QueueBucket {
  return { startsAt, liveMs: 0, figures: figuresOf(() => noTime) }
}

/** A bucket that grows in place: of a busy feed thousands of times a second. */
export interface GrowingBucket extends QueueBucket {
  liveMs: number
  readonly figures: Readonly<Record<QueueMetric, GrowingIntegral>>
}

export function growingBucket(startsAt: number): GrowingBucket {
  return { startsAt, liveMs: 0, figures: figuresOf((): GrowingIntegral => ({ ...noTime })) }
}

/** The figures that grow while the row of a queue stays as it is. */
const waits = ['currentLongestQueueTime', 'currentLongestCallbackTime'] as const satisfies QueueMetric[]
const isWait = (metric: QueueMetric): boolean => waits.some((wait) => wait === metric)

/** The other figures, each of which is the field of its name. */
export const countMetrics: readonly QueueMetric[] = aggregatedMetrics.filter((metric) => !isWait(metric))

/** Adds time in which a count of the row did not change. */
export function addCountTime(bucket: GrowingBucket, row: Row, count: QueueMetric, ms: number): void {
  const value = queueFigure(row, count, 0)
  integrate(bucket.figures[count], value, value, ms)
}

/** Adds live time of the waits alone: the counts are added by `addCountTime`. `from` and `to` lie in the bucket. */
export function addWaitTime(bucket: GrowingBucket, row: Row, from: number, to: number): void {
  if (to <= from) return
  bucket.liveMs += to - from
  for (const wait of waits)
    integrate(bucket.figures[wait], queueFigure(row, wait, from), queueFigure(row, wait, to), to - from)
}

/** The bucket that contains both: used to make quarters of minutes. */
export function mergedBuckets(startsAt: number, buckets: readonly QueueBucket[]): QueueBucket {
  return buckets.reduce(
    (sum, { liveMs, figures }) => ({
      startsAt,
      liveMs: sum.liveMs + liveMs,
      figures: figuresOf((metric) => combined(sum.figures[metric], figures[metric])),
    }),
    emptyBucket(startsAt),
  )
}
