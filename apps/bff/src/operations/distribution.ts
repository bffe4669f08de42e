/** Values counted by bucket. Plain numbers, so that adding a value allocates nothing. */
export interface Distribution {
  /** Upper bounds, ascending. */
  readonly bucketBounds: readonly number[]
  /** The number of values in each bucket alone; the last bucket holds the values above all bounds. */
  readonly counts: number[]
  sum: number
}

/** The number of values, and their percentiles as upper bounds of buckets: null without values, or above all bounds. */
export interface Percentiles {
  readonly count: number
  readonly p50: number | null
  readonly p95: number | null
  readonly p99: number | null
}

export const emptyDistribution = (bucketBounds: readonly number[]): Distribution => ({
  bucketBounds,
  // One more than the bounds. A copy has its final length: an array that is put together has room for twice as many, and each
  // client has one.
  counts: (zeros.get(bucketBounds) ?? rememberZeros(bucketBounds)).slice(),
  sum: 0,
})

/** For each list of bounds as many zeros as it has buckets. */
const zeros = new WeakMap<readonly number[], readonly number[]>()

function rememberZeros(bucketBounds: readonly number[]): readonly number[] {
  const counts = bucketBounds.map(() => 0).concat(0)
  zeros.set(bucketBounds, counts)
  return counts
}

export function addSample(distribution: Distribution, value: number): void {
  const { bucketBounds, counts } = distribution
  let bucket = 0
  while (value > (bucketBounds[bucket] ?? Infinity)) bucket += 1
  counts[bucket] = (counts[bucket] ?? 0) + 1
  distribution.sum += value
}

/** Adds the values of `from`, which has the same bounds. */
export function includeAll(into: Distribution, from: Distribution): void {
  from.counts.forEach((count, bucket) => {
    into.counts[bucket] = (into.counts[bucket] ?? 0) + count
  })
  into.sum += from.sum
}

export const countOf = ({ counts }: Distribution): number => counts.reduce((sum, count) => sum + count, 0)

/** Cumulative counts: for each upper bound, Infinity last, the number of values up to it. */
export function cumulativeBuckets({
  bucketBounds,
  counts,
}: Distribution): { readonly upperBound: number; readonly count: number }[] {
  let total = 0
  return counts.map((count, bucket) => {
    total += count
    return { upperBound: bucketBounds[bucket] ?? Infinity, count: total }
  })
}

/**
 * The upper bound of the bucket that holds a quantile.
 * @param quantile 0 to 1
 * @returns null without values, and when the quantile is above all bounds
 */
export function quantileOf(distribution: Distribution, quantile: number): number | null {
  const rank = quantile * countOf(distribution)
  if (rank === 0) return null
  let counted = 0
  for (const [bucket, upperBound] of distribution.bucketBounds.entries()) {
    counted += distribution.counts[bucket] ?? 0
    if (counted >= rank) return upperBound
  }
  return null
}

export const percentiles = (distribution: Distribution): Percentiles => ({
  count: countOf(distribution),
  p50: quantileOf(distribution, 0.5),
  p95: quantileOf(distribution, 0.95),
  p99: quantileOf(distribution, 0.99),
})
