import { queueMetrics, type QueueMetric } from '@wallboard/statistics'
import type { QueueBucket } from './bucket.ts'
import { meanOf } from './figure-integral.ts'

/** A bucket of a trend: when it starts, the mean over its live time, and the largest value; null where it is unknown. */
export type GroupPoint = readonly [startsAt: number, mean: number, max: number | null]

/** How long the longest bucket of each start was live: a queue that was added or removed in it was there for less. */
function liveMsByStart(queues: readonly (readonly QueueBucket[])[]): ReadonlyMap<number, number> {
  const longest = new Map<number, number>()
  for (const buckets of queues)
    for (const { startsAt, liveMs } of buckets)
      longest.set(startsAt, Math.max(longest.get(startsAt) ?? 0, liveMs))
  return longest
}

/**
 * The points of a metric over several queues, from the buckets of each. Calls are added and waits compared, as the live
 * figure is made; the calls of a queue count for as long as it existed. Agents of several queues are counted as people, which buckets do not hold: there are no points.
 */
export function groupPoints(
  queues: readonly (readonly QueueBucket[])[],
  metric: QueueMetric,
): readonly GroupPoint[] {
  const { aggregation } = queueMetrics[metric]
  if (aggregation === 'people' && queues.length > 1) return []
  const points = new Map<number, GroupPoint>()
  const longest = aggregation === 'sum' ? liveMsByStart(queues) : undefined
  for (const buckets of queues)
    for (const { startsAt, liveMs, figures } of buckets) {
      const ownMean = meanOf(figures[metric])
      if (ownMean === undefined) continue
      const mean = ownMean * (liveMs / (longest?.get(startsAt) ?? liveMs))
      const max = figures[metric].max ?? null
      const other = points.get(startsAt)
      if (other === undefined) points.set(startsAt, [startsAt, mean, max])
      else if (aggregation === 'sum') points.set(startsAt, [startsAt, other[1] + mean, null])
      else points.set(startsAt, [startsAt, Math.max(other[1], mean), Math.max(other[2] ?? 0, max ?? 0)])
    }
  return [...points.values()].sort(([one], [other]) => one - other)
}

/**
 * The points of a metric over the whole floor, as the live figure is made: agents from the totals row, which counts each
 * of them once; else the larger of the totals row, which some domains leave at 0, and of the queues together.
 */
export function floorPoints(
  totals: readonly QueueBucket[],
  queues: readonly (readonly QueueBucket[])[],
  metric: QueueMetric,
): readonly GroupPoint[] {
  const own = groupPoints([totals], metric)
  if (queueMetrics[metric].aggregation === 'people') return own
  const points = new Map(own.map((point) => [point[0], point]))
  for (const point of groupPoints(queues, metric)) {
    const [startsAt, mean, max] = point
    const other = points.get(startsAt)
    if (other === undefined) points.set(startsAt, point)
    else if (mean >= other[1])
      points.set(startsAt, max === null ? point : [startsAt, mean, Math.max(max, other[2] ?? 0)])
  }
  return [...points.values()].sort(([one], [other]) => one - other)
}
