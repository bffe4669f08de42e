import { bandAt } from '../../board/charts/trend-rows-state.ts'
import type { TrendPoint } from '../../live/stores/trend-store.ts'

/** A spark line shows this much time, unless stated otherwise. */
export const sparkMs = 1_800_000

/** What is usual for the figure: the middle half of past weeks, in order. Instants are of the points' clock. */
export interface SparkBandPoint {
  readonly at: number
  readonly low: number
  readonly high: number
}

/** SVG paths in a box of 100 × 20 units. */
export interface SparkPaths {
  readonly line: string
  /** Empty without a band. */
  readonly band: string
}

/** A line of small figures stays low: one caller is no mountain. */
const minTop = 4

const coordinate = (value: number): string => value.toFixed(1)

/** The highest value of points and when it was reached; undefined without a known one. */
export function peakOf(
  points: readonly TrendPoint[],
): { readonly value: number; readonly at: number } | undefined {
  let peak: { readonly value: number; readonly at: number } | undefined
  for (const { at, value, max } of points) {
    const largest = max ?? value
    if (largest !== null && largest > (peak?.value ?? 0)) peak = { value: largest, at }
  }
  return peak
}

/** What is usual at both ends of a span and wherever its line bends in it; without instants that have no band. */
function bandOver(band: readonly SparkBandPoint[], from: number, to: number): readonly SparkBandPoint[] {
  const bends = band.map(({ at }) => at).filter((at) => at > from && at < to)
  return [from, ...bends, to].flatMap((at) => {
    const range = bandAt(band, at)
    return range === null ? [] : [{ at, low: range[0], high: range[1] }]
  })
}

/** The samples of a queue's tile as points: the last one is of `now`. */
export const samplePoints = (
  samples: readonly (number | null)[],
  sampleMs: number,
  now: number,
): readonly TrendPoint[] =>
  samples.map((value, index) => ({ at: now - (samples.length - 1 - index) * sampleMs, value }))

/** Draws the last points as steps, with a gap where the figure is not known, over the normal band. */
export function sparkPaths(
  points: readonly TrendPoint[],
  normal: readonly SparkBandPoint[] = [],
  spanMs = sparkMs,
): SparkPaths {
  const last = points[points.length - 1]
  if (last === undefined) return { line: '', band: '' }
  const from = last.at - spanMs
  const band = bandOver(normal, from, last.at)
  const shown = points.filter(({ at }, index) => at >= from || (points[index + 1]?.at ?? at) > from)
  const top = Math.max(minTop, ...shown.map(({ value }) => value ?? 0), ...band.map(({ high }) => high))
  const x = (at: number) => coordinate(Math.max(0, Math.min(1, (at - from) / spanMs)) * 100)
  const y = (value: number) => coordinate(19.5 - (value / top) * 19)
  let line = ''
  let isDrawing = false
  for (const { at, value } of shown) {
    if (value !== null) line += isDrawing ? `H${x(at)}V${y(value)}` : `M${x(at)} ${y(value)}`
    else if (isDrawing) line += `H${x(at)}`
    isDrawing = value !== null
  }
  const edge = (points: readonly (readonly [number, number])[]) =>
    points.map(([at, value]) => `${x(at)} ${y(value)}`).join('L')
  return {
    line,
    band:
      band.length < 2
        ? ''
        : `M${edge(band.map(({ at, high }) => [at, high] as const))}L${edge([...band].reverse().map(({ at, low }) => [at, low] as const))}Z`,
  }
}
