import type { GroupPoint } from './group-points.ts'

/** A point, and the most that its figure can have been: of a sum, the sum of the largest values of its queues. */
export interface BoundedPoint {
  readonly point: GroupPoint
  readonly bound: number
}

/**
 * The buckets that must be replayed to know the peak of points from each of these instants on. A bucket without a
 * maximum cannot be the peak where the most that it can have been (`bound`) is no more than a maximum that is known.
 *
 * @param starts the instants from which a peak is needed, epoch milliseconds
 * @returns starts of buckets, the most promising first
 */
export function peakCandidates(
  points: readonly BoundedPoint[],
  starts: readonly number[],
): readonly number[] {
  const candidates = new Map<number, number>()
  for (const start of starts) {
    const shown = points.filter(({ point }) => point[0] >= start)
    const known = shown.reduce(
      (highest, { point: [, mean, max] }) => Math.max(highest, max ?? mean),
      -Infinity,
    )
    for (const { point, bound } of shown)
      if (point[2] === null && bound > known) candidates.set(point[0], bound)
  }
  return [...candidates].sort(([, one], [, other]) => other - one).map(([startsAt]) => startsAt)
}
