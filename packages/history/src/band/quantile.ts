/**
 * A quantile of a sample by linear interpolation between order statistics (Hyndman and Fan, type 7).
 *
 * @param values at least one value, in any order
 * @param share from 0 (the smallest value) to 1 (the largest)
 */
export function quantile(values: readonly number[], share: number): number | undefined {
  const sorted = [...values].sort((one, other) => one - other)
  const position = (sorted.length - 1) * share
  const lower = sorted[Math.floor(position)]
  const upper = sorted[Math.ceil(position)]
  if (lower === undefined || upper === undefined) return undefined
  return lower + (upper - lower) * (position - Math.floor(position))
}

export function median(values: readonly number[]): number | undefined {
  return quantile(values, 0.5)
}
