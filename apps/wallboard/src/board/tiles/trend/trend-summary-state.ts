import { inWindow, trendMs } from '../../../live/stores/trend-series-state.ts'
import type { TrendPoint } from '../../../live/stores/trend-store.ts'

/** What a trend's title says. Instants are of the points' clock. */
export interface TrendSummary {
  /** What the chart shows: from the first known value, or the whole span, to the last point. */
  readonly from: number
  readonly to: number
  readonly isWhole: boolean
  /** The highest value; `isMean`: of recorded time only means are known. */
  readonly peak: { readonly value: number; readonly at: number; readonly isMean: boolean } | undefined
}

/** The first minutes after the span began may lie in a bucket before it. */
const wholeWithinMs = 120_000

/** Undefined without a known value. */
export function summaryOf(points: readonly TrendPoint[]): TrendSummary | undefined {
  const last = points[points.length - 1]
  const start = (last?.at ?? 0) - trendMs
  const shown = inWindow(points, start)
  const first = shown.find(({ value }) => value !== null)
  if (first === undefined || last === undefined) return undefined
  const from = Math.max(first.at, start)
  const isMean = shown.some(({ max }) => max === null)
  const peak = shown.reduce<TrendSummary['peak']>((highest, { at, value, max }) => {
    const largest = max ?? value
    if (largest === null || (highest !== undefined && highest.value >= largest)) return highest
    return { value: largest, at: Math.max(at, from), isMean }
  }, undefined)
  return { from, to: last.at, isWhole: from - start < wholeWithinMs, peak }
}

const steps = [1, 2, 5, 10, 15, 30].map((minutes) => minutes * 60_000)

/**
 * Full minutes to label on a time axis, at most `max` of them. `epochOffsetMs` is added to an instant for the time of
 * day, so that labels are at 10:15 and not at 10:13.
 */
export function timeTicks(
  { from, to }: Pick<TrendSummary, 'from' | 'to'>,
  epochOffsetMs: number,
  max: number,
): readonly number[] {
  const step = steps.find((length) => (to - from) / length <= max) ?? trendMs
  const first = Math.ceil((from + epochOffsetMs) / step) * step - epochOffsetMs
  const count = Math.max(0, Math.floor((to - first) / step) + 1)
  return Array.from({ length: count }, (_, index) => first + index * step)
}
