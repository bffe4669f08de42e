/*
 * How often a state had which length. Lengths are whole seconds up to a minute and then steps of about 3 %, so that
 * thousands of lengths are a few dozen numbers, and counts of many days add up.
 */

/** How often each length occurred, by the length in seconds: see `lengthStep`. */
export type LengthCounts = ReadonlyMap<number, number>

/** Lengths up to this are counted by the second. */
const exactSeconds = 64
/** A longer state is a state that somebody forgot to end; it would only widen the numbers. */
const maxSeconds = 86_400

/** The step that a length belongs to, in seconds: at most 1.6 % away from it. */
export function lengthStep(seconds: number): number {
  const whole = Math.round(Math.min(maxSeconds, Math.max(0, seconds)))
  if (whole <= exactSeconds) return whole
  const width = 2 ** (Math.floor(Math.log2(whole)) - 5)
  return Math.round(whole / width) * width
}

/** Adds counts of lengths. */
export function addLengths(counts: Map<number, number>, other: LengthCounts): void {
  for (const [seconds, count] of other) counts.set(seconds, (counts.get(seconds) ?? 0) + count)
}

/** A quantile of counted lengths by linear interpolation between order statistics (Hyndman and Fan, type 7). */
function quantileOf(
  sorted: readonly (readonly [seconds: number, count: number])[],
  position: number,
): number {
  const valueAt = (index: number): number => {
    let before = 0
    for (const [seconds, count] of sorted) {
      before += count
      if (index < before) return seconds
    }
    return sorted.at(-1)?.[0] ?? 0
  }
  const [lower, upper] = [valueAt(Math.floor(position)), valueAt(Math.ceil(position))]
  return lower + (upper - lower) * (position - Math.floor(position))
}

/** How long a state usually is, in seconds. */
export interface TypicalLength {
  readonly count: number
  readonly p95: number
  readonly p99: number
}

/** The quantiles of counted lengths; undefined without any. */
export function typicalLength(counts: LengthCounts): TypicalLength | undefined {
  const sorted = [...counts].sort(([one], [other]) => one - other)
  const count = sorted.reduce((sum, [, each]) => sum + each, 0)
  if (count === 0) return undefined
  return {
    count,
    p95: quantileOf(sorted, (count - 1) * 0.95),
    p99: quantileOf(sorted, (count - 1) * 0.99),
  }
}
