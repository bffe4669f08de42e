import { inWindow } from '../../../live/stores/trend-series-state.ts'
import type { TrendRow } from '../../charts/trend-rows-state.ts'
import type { TrendPoint } from '../../../live/stores/trend-store.ts'

/** What a trend's title says. Instants are of the points' clock. */
export interface TrendSummary {
  /** What the chart shows: from the first known value, or the whole span, to the last point. */
  readonly from: number
  readonly to: number
  readonly isWhole: boolean
  /** The highest value; `isMean`: there only the mean of a minute is known, and the figure may have been higher. */
  readonly peak: { readonly value: number; readonly at: number; readonly isMean: boolean } | undefined
}

/** The first minutes after the span began may lie in a bucket before it. */
const wholeWithinMs = 120_000

/** Of a trend that shows `spanMs`; undefined without a known value. */
export function summaryOf(points: readonly TrendPoint[], spanMs: number): TrendSummary | undefined {
  const last = points[points.length - 1]
  const start = (last?.at ?? 0) - spanMs
  const shown = inWindow(points, start)
  const first = shown.find(({ value }) => value !== null)
  if (first === undefined || last === undefined) return undefined
  const from = Math.max(first.at, start)
  const peak = shown.reduce<TrendSummary['peak']>((highest, { at, value, max }) => {
    const largest = max ?? value
    if (largest === null || (highest !== undefined && highest.value >= largest)) return highest
    return { value: largest, at: Math.max(at, from), isMean: max === null }
  }, undefined)
  return { from, to: last.at, isWhole: from - start < wholeWithinMs, peak }
}

const minuteMs = 60_000
const steps = [1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360, 720]
/** Local times are whole quarters of an hour apart from those of UTC, in every zone. */
const zoneStep = 15

/** Minutes after midnight of a time of day, such as `10:15`. */
function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}

/**
 * Full times of day to label on a time axis, at most `max` of them: labels are at 10:15 and not at 10:13.
 *
 * @param epochOffsetMs is added to an instant for epoch milliseconds
 * @param timeOf the local time of an instant, such as `10:15`
 */
export function timeTicks(
  { from, to }: Pick<TrendSummary, 'from' | 'to'>,
  epochOffsetMs: number,
  max: number,
  timeOf: (at: number) => string,
): readonly number[] {
  const step = steps.find((minutes) => (to - from) / (minutes * minuteMs) <= max) ?? 1_440
  const everyMs = Math.min(step, zoneStep) * minuteMs
  const first = Math.ceil((from + epochOffsetMs) / everyMs) * everyMs - epochOffsetMs
  const count = Math.max(0, Math.floor((to - first) / everyMs) + 1)
  return Array.from({ length: count }, (_, index) => first + index * everyMs).filter(
    (at) => minutesOf(timeOf(at)) % step === 0,
  )
}

/** The highest value that a chart draws beside its own line. */
export function highestOf(rows: readonly TrendRow[]): number {
  return rows.reduce((highest, { lastWeek, band }) => Math.max(highest, lastWeek ?? 0, band?.[1] ?? 0), 0)
}

/** In lines of notes: a lower tile has no room for axes. */
const minLinesWithAxes = 4
/** In em of a note: a page number and how many tiles are not shown, such as `1 of 4 +45 more`. */
const pageTextWidth = 9

/** Whether a tile is high enough for axes: beside a title that leaves it no room the page number takes a line of its own. */
export function hasRoomForAxes(
  {
    innerWidth,
    innerHeight,
    sizes,
  }: { readonly innerWidth: number; readonly innerHeight: number; readonly sizes: { readonly note: number } },
  titleWidth: number,
  hasPageNumber: boolean,
): boolean {
  const isWrapped = hasPageNumber && titleWidth + pageTextWidth * sizes.note > innerWidth
  return innerHeight >= (minLinesWithAxes + (isWrapped ? 1 : 0)) * sizes.note
}
