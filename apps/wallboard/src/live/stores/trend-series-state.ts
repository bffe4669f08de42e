import type { GapSpan } from '@wallboard/relay/coverage'
import type { RecordedPoint } from '@wallboard/relay/rest/history-trends'
import type { TrendPoint } from './trend-store.ts'

/** A trend keeps this many points of its own: it joins samples that are closer. */
const maxSamples = 720
/** A sample is shown until the next one, and for at most this long: three samples, or one flush of the recorder. */
const maxHoldMs = 15_000

/** What the server recorded of one trend. Instants are of any one clock. */
export interface RecordedTrend {
  readonly points: readonly RecordedPoint[]
  readonly bucketMs: number
  /** In order, none before the end of the one before. */
  readonly gaps: readonly GapSpan[]
  readonly until: number
}

interface Span {
  readonly from: number
  readonly to: number
}

/** The parts of a span that lie in no gap. */
function withoutGaps({ from, to }: Span, gaps: readonly GapSpan[]): readonly Span[] {
  const parts: Span[] = []
  let start = from
  for (const { startsAt, endsAt } of gaps) {
    if (startsAt >= to || endsAt <= start) continue
    if (startsAt > start) parts.push({ from: start, to: startsAt })
    start = endsAt
  }
  if (start < to) parts.push({ from: start, to })
  return parts
}

/**
 * The points to draw of a recorded trend: one at the start of each live part of a bucket, and null where live time
 * ends. In order, no instant twice.
 */
export function recordedPoints({ points, bucketMs, gaps, until }: RecordedTrend): readonly TrendPoint[] {
  const drawn: TrendPoint[] = []
  let liveUntil: number | undefined
  for (const [startsAt, value, max] of points)
    for (const { from, to } of withoutGaps(
      { from: startsAt, to: Math.min(startsAt + bucketMs, until) },
      gaps,
    )) {
      if (liveUntil !== undefined && liveUntil < from) drawn.push({ at: liveUntil, value: null })
      drawn.push({ at: from, value, max })
      liveUntil = to
    }
  if (liveUntil !== undefined && liveUntil < until) drawn.push({ at: liveUntil, value: null })
  return drawn
}

/**
 * What was recorded until an instant, and from then on what the screen saw. Where neither knows a value for longer than
 * a sample is shown, there is a gap.
 */
export function mergedPoints(
  recorded: readonly TrendPoint[],
  until: number,
  live: readonly TrendPoint[],
  now: number,
): readonly TrendPoint[] {
  const after = live.filter(({ at }) => at >= until)
  const hasHole = recorded.length > 0 && (after[0]?.at ?? now) - until > maxHoldMs
  const end: readonly TrendPoint[] = hasHole ? [{ at: until, value: null }] : []
  return [...recorded.filter(({ at }) => at < until), ...end, ...after]
}

/** A sample of a trend, how much time the trend shows, and when it was sampled before. */
export interface Sampled {
  readonly sample: TrendPoint
  readonly spanMs: number
  readonly sampledAt: number | undefined
}

/** Adds a sample, and drops what the trend no longer shows. After a pause of the page there is a gap. */
export function withSample(
  points: readonly TrendPoint[],
  { sample, spanMs, sampledAt }: Sampled,
): readonly TrendPoint[] {
  const last = points[points.length - 1]
  const hasPaused =
    last !== undefined &&
    last.value !== null &&
    sampledAt !== undefined &&
    sampledAt >= last.at &&
    sample.at - sampledAt > maxHoldMs
  const shown = hasPaused ? [...points, { at: sampledAt + maxHoldMs, value: null }] : points
  return inWindow(joined(shown, sample, spanMs / maxSamples), sample.at - spanMs)
}

/** A long trend has one point for samples that are close: the last value, and the largest one. */
function joined(points: readonly TrendPoint[], sample: TrendPoint, withinMs: number): readonly TrendPoint[] {
  const [before, last] = points.slice(-2)
  if (before === undefined || last === undefined || last.value === null || sample.value === null)
    return [...points, sample]
  if (sample.at - last.at >= withinMs || before.value === null) return [...points, sample]
  const max = last.max === null ? null : Math.max(last.max ?? last.value, sample.value)
  return [...points.slice(0, -1), { at: last.at, value: sample.value, max }]
}

/** Without the points that ended before an instant: the last one before it still holds then. */
export function inWindow(points: readonly TrendPoint[], from: number): readonly TrendPoint[] {
  const firstAfter = points.findIndex(({ at }) => at > from)
  if (firstAfter < 0) return points.slice(-1)
  return firstAfter === 0 ? points : points.slice(firstAfter - 1)
}

/** The value that points show at an instant: that of the last one before it. */
export function valueAt(points: readonly TrendPoint[], at: number): number | null {
  const next = points.findIndex((point) => point.at > at)
  return points[(next < 0 ? points.length : next) - 1]?.value ?? null
}

/** Between two samples of a spark line. */
export const sparkSampleMs = 10_000
const sparkSamples = 120

/** A queue's spark line: recorded until an instant, then as sampled every ten seconds until now. */
export function mergedSparkLine(
  recorded: readonly TrendPoint[],
  until: number,
  samples: readonly (number | null)[],
  now: number,
): readonly (number | null)[] {
  const merged = Array.from({ length: sparkSamples }, (_, index) => {
    const age = sparkSamples - 1 - index
    const at = now - age * sparkSampleMs
    if (at >= until) return samples[samples.length - 1 - age] ?? null
    return valueAt(recorded, at)
  })
  const first = merged.findIndex((value) => value !== null)
  return first < 0 ? samples : merged.slice(first)
}
