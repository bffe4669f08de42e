/** One measurement of another clock: what to add to the own clock to get it, right within half of `delayMs`. */
export interface OffsetSample {
  readonly offsetMs: number
  /** Between the request and its answer. */
  readonly delayMs: number
}

/** The last measurements that agree with each other, newest last. */
export type OffsetSamples = readonly OffsetSample[]

const maxSamples = 20
/** Two clocks drift apart by less than this within the last measurements. */
const driftMs = 5

/** The measurement with the least delay; undefined before the first. */
export const bestOffset = (samples: OffsetSamples): OffsetSample | undefined =>
  samples.reduce<OffsetSample | undefined>(
    (best, sample) => (best === undefined || sample.delayMs <= best.delayMs ? sample : best),
    undefined,
  )

/** Adds a measurement. One that contradicts the others replaces them: one of the clocks was set. */
export function withSample(samples: OffsetSamples, sample: OffsetSample): OffsetSamples {
  const best = bestOffset(samples)
  const toleranceMs = best === undefined ? Infinity : (best.delayMs + sample.delayMs) / 2 + driftMs
  const wasSet = best !== undefined && Math.abs(sample.offsetMs - best.offsetMs) > toleranceMs
  return wasSet ? [sample] : [...samples, sample].slice(-maxSamples)
}
