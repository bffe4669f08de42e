import type { HistoryDay } from '@wallboard/relay/rest/history-day'
import { shareOf, type Range } from './day-range-state.ts'

/** The size of the drawing, in units of its view box: it is stretched to the strip. */
export const areaWidth = 1_000
export const areaHeight = 100

/** The most calls that waited in a bucket of the day; 0 without data. */
export const peakOf = ({ points }: Pick<HistoryDay, 'points'>): number =>
  points.reduce((most, [, waiting]) => Math.max(most, waiting), 0)

const place = (share: number, size: number): string => (share * size).toFixed(1)

/**
 * The area of waiting calls as an SVG path. A bucket without live data ends it, so that a missing hour is neither a quiet
 * hour nor 0. A part of the day at 0 is a line at the bottom.
 */
export function areaPath(
  { points, bucketMs }: Pick<HistoryDay, 'points' | 'bucketMs'>,
  range: Range,
): string {
  const peak = Math.max(1, peakOf({ points }))
  const xOf = (at: number) => place(shareOf(at, range), areaWidth)
  const yOf = (waiting: number) => place(1 - waiting / peak, areaHeight - 1)
  let path = ''
  let runEnd: number | undefined
  const close = () => {
    if (runEnd !== undefined) path += `L${xOf(runEnd)} ${areaHeight}Z`
  }
  for (const [startsAt, waiting] of points) {
    if (startsAt + bucketMs <= range.from || startsAt > range.to) continue
    if (runEnd === undefined || startsAt > runEnd) {
      close()
      path += `M${xOf(startsAt)} ${areaHeight}`
    }
    path += `L${xOf(startsAt)} ${yOf(waiting)}L${xOf(startsAt + bucketMs)} ${yOf(waiting)}`
    runEnd = startsAt + bucketMs
  }
  close()
  return path
}

/** The calls that waited at an instant; undefined where nothing was recorded live. */
export function waitingAt(
  { points, bucketMs }: Pick<HistoryDay, 'points' | 'bucketMs'>,
  at: number,
): number | undefined {
  return points.find(([startsAt]) => startsAt <= at && at < startsAt + bucketMs)?.[1]
}
