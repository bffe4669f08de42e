import type { TrendPoint } from '../../live/stores/trend-store.ts'

/** What is usual at an instant. */
export interface BandPoint {
  readonly at: number
  readonly low: number
  readonly high: number
}

/** What a chart draws from an instant on. Null where a line has a gap. */
export interface TrendRow {
  readonly at: number
  readonly value: number | null
  readonly lastWeek: number | null
  readonly band: readonly [low: number, high: number] | null
}

interface TrendLines {
  readonly points: readonly TrendPoint[]
  readonly lastWeek: readonly TrendPoint[]
  /** In order; between two of them what is usual changes evenly. */
  readonly band: readonly BandPoint[]
  readonly from: number
  readonly to: number
}

/** Reads a line whose value holds until its next point, at instants that do not decrease. */
function holding(points: readonly TrendPoint[]): (at: number) => number | null {
  let index = -1
  return (at) => {
    while ((points[index + 1]?.at ?? Infinity) <= at) index += 1
    return points[index]?.value ?? null
  }
}

/** Centres of neighbouring half-hours are as far apart as half-hours are long. */
const maxBetweenMs = 1_860_000

/** What is usual at an instant, between the points before and after it; undefined outside of them. */
export function bandAt(band: readonly BandPoint[], at: number): readonly [number, number] | null {
  const next = band.findIndex((point) => point.at >= at)
  const [before, after] = [band[next - 1] ?? band[0], band[next]]
  if (before === undefined || after === undefined) return null
  if (after.at === at) return [after.low, after.high]
  if (next === 0) return null
  // A half-hour between them has no band: what is usual then is not known.
  if (after.at - before.at > maxBetweenMs) return null
  const share = (at - before.at) / (after.at - before.at)
  const between = (one: number, other: number) => one + (other - one) * share
  return [between(before.low, after.low), between(before.high, after.high)]
}

/**
 * One row for each instant at which a line changes, with the values that all lines have then: the lines of a chart share
 * their rows.
 */
export function trendRows({ points, lastWeek, band, from, to }: TrendLines): readonly TrendRow[] {
  const instants = new Set([from, to])
  for (const { at } of [...points, ...lastWeek, ...band]) if (at >= from && at <= to) instants.add(at)
  const [valueAt, lastWeekAt] = [holding(points), holding(lastWeek)]
  return [...instants]
    .sort((one, other) => one - other)
    .map((at) => ({ at, value: valueAt(at), lastWeek: lastWeekAt(at), band: bandAt(band, at) }))
}
