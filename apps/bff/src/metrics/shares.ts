/** A histogram's bucket: how many were at most `edge`. */
export interface Bucket {
  readonly edge: number
  readonly count: number
}

/**
 * The edge of the bucket below which at least `share` (0 to 1) of all lie; undefined while there is nothing, and where
 * they lie beyond the last edge.
 */
export function shareWithin(buckets: readonly Bucket[], share: number): number | undefined {
  const total = Math.max(0, ...buckets.map(({ count }) => count))
  if (total === 0) return undefined
  const found = buckets.find(({ edge, count }) => Number.isFinite(edge) && count >= share * total)
  return found?.edge
}
