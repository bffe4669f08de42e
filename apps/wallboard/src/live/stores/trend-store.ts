import type { TrendSample } from '@wallboard/boards'
import { createStore, type StoreApi } from 'zustand/vanilla'

/** A figure at an instant of the page's monotonic clock; null, a gap, where it was not live or unknown. */
export interface TrendPoint {
  readonly at: number
  readonly value: number | null
}

/** When all trends are sampled, by the page's monotonic clock, and whether their figures are live. */
interface SampledAt {
  readonly at: number
  readonly hasSnapshot: boolean
  readonly isLive: boolean
}

const sampleEveryMs = 5_000
const maxPoints = 720

/** The samples of the last hour for each trend of the board. */
export function createTrendStore() {
  const series = new Map<string, StoreApi<{ readonly points: readonly TrendPoint[] }>>()
  let sampledAt = -Infinity

  function of(key: string): StoreApi<{ readonly points: readonly TrendPoint[] }> {
    const known = series.get(key)
    if (known !== undefined) return known
    const created = createStore<{ readonly points: readonly TrendPoint[] }>()(() => ({ points: [] }))
    series.set(key, created)
    return created
  }

  function sample({ at, hasSnapshot, isLive }: SampledAt, samples: readonly TrendSample[]): void {
    if (!hasSnapshot || at - sampledAt < sampleEveryMs) return
    sampledAt = at
    for (const { key, value } of samples)
      of(key).setState(({ points }) => ({
        points: [...points, { at, value: isLive ? (value ?? null) : null }].slice(-maxPoints),
      }))
    const shown = new Set(samples.map(({ key }) => key))
    for (const key of series.keys()) if (!shown.has(key)) series.delete(key)
  }

  return { of, sample }
}

export type TrendStore = ReturnType<typeof createTrendStore>
