/** How many values lay within which edges: plain numbers, so that taking one in allocates nothing. */
export interface Distribution {
  /** Upper edges, ascending. */
  readonly bucketBounds: readonly number[]
  /** How many lay in each bucket alone; the last holds those beyond the last edge. */
  readonly counts: number[]
  sum: number
}

/** How many there were, and within what half, 95 and 99 of a hundred of them were. */
export interface Percentiles {
  readonly count: number
  /** Upper edges of buckets; null while there is nothing, or beyond the last edge. */
  readonly p50: number | null
  readonly p95: number | null
  readonly p99: number | null
}

export const emptyDistribution = (bucketBounds: readonly number[]): Distribution => ({
  bucketBounds,
  counts: new Array<number>(bucketBounds.length + 1).fill(0),
  sum: 0,
})

export function addSample(distribution: Distribution, value: number): void {
  const { bucketBounds, counts } = distribution
  let bucket = 0
  while (value > (bucketBounds[bucket] ?? Infinity)) bucket += 1
  counts[bucket] = (counts[bucket] ?? 0) + 1
  distribution.sum += value
}

/** Adds what `from` holds; both have the same edges. */
export function includeAll(into: Distribution, from: Distribution): void {
  for (const [bucket, count] of from.counts.entries())
    into.counts[bucket] = (into.counts[bucket] ?? 0) + count
  into.sum += from.sum
}

export const countOf = ({ counts }: Distribution): number => counts.reduce((sum, count) => sum + count, 0)

/** For each edge, Infinity last, how many were at most that. */
export function bucketsOf({
  bucketBounds,
  counts,
}: Distribution): { readonly edge: number; readonly count: number }[] {
  let total = 0
  return counts.map((count, bucket) => {
    total += count
    return { edge: bucketBounds[bucket] ?? Infinity, count: total }
  })
}

/** The edge within which so much (0 to 1) of all lies; null while there is nothing, and beyond the last edge. */
export function quantile(distribution: Distribution, share: number): number | null {
  const wanted = share * countOf(distribution)
  if (wanted === 0) return null
  let within = 0
  for (const [bucket, edge] of distribution.bucketBounds.entries()) {
    within += distribution.counts[bucket] ?? 0
    if (within >= wanted) return edge
  }
  return null
}

export const percentiles = (distribution: Distribution): Percentiles => ({
  count: countOf(distribution),
  p50: quantile(distribution, 0.5),
  p95: quantile(distribution, 0.95),
  p99: quantile(distribution, 0.99),
})
