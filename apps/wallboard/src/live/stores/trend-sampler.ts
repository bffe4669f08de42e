import type { TrendSample } from '@wallboard/boards'
import { withSample } from './trend-series-state.ts'
import type { TrendStore } from './trend-store.ts'

/** When all trends are sampled, by the page's monotonic clock, and whether their figures are live. */
interface SampledAt {
  readonly at: number
  readonly epochOffsetMs: number
  readonly hasSnapshot: boolean
  readonly isLive: boolean
}

const sampleEveryMs = 5_000

/** Appends the figures of a board to its trends, a sample every five seconds. */
export function createTrendSampler(trend: TrendStore) {
  let lastAt = -Infinity
  // Another board of the screen starts with the trends that the board before it sampled. What is usual is not sampled.
  let sampled = [...trend.keys()].filter((key) => trend.of(key).getState().sampledAt !== undefined)
  return {
    /** `readSamples` is called when a sample is due. */
    sample(
      { at, epochOffsetMs, hasSnapshot, isLive }: SampledAt,
      readSamples: () => readonly TrendSample[],
    ): void {
      if (!hasSnapshot || at - lastAt < sampleEveryMs) return
      lastAt = at
      const shown = new Map(readSamples().map((sample) => [sample.key, sample]))
      for (const [key, { spanMs, value }] of shown) {
        const sample = { at, value: isLive ? (value ?? null) : null }
        trend.of(key).setState(({ points, sampledAt }) => ({
          points: withSample(points, { sample, spanMs, sampledAt }),
          ...{ sampledAt: at, epochOffsetMs },
        }))
      }
      for (const key of sampled) if (!shown.has(key)) trend.remove(key)
      sampled = [...shown.keys()]
    },
  }
}
