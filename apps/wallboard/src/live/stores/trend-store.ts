import type { GapSpan } from '@wallboard/relay/coverage'
import { createStore, type StoreApi } from 'zustand/vanilla'

/** A figure from an instant of the page's monotonic clock on; null, a gap, where it was not live or unknown. */
export interface TrendPoint {
  readonly at: number
  readonly value: number | null
  /** A mean of recorded values: their maximum, which is null where it is not known. */
  readonly max?: number | null
}

/** What one trend shows. */
export interface TrendSeries {
  /** In order. */
  readonly points: readonly TrendPoint[]
  /** Recorded gaps and why, in epoch milliseconds. */
  readonly gaps: readonly GapSpan[]
  /** Add this to the instant of a point for epoch milliseconds. */
  readonly epochOffsetMs: number
}

const empty: TrendSeries = { points: [], gaps: [], epochOffsetMs: 0 }

/** The last hour of each trend of the board. */
export function createTrendStore() {
  const series = new Map<string, StoreApi<TrendSeries>>()

  function of(key: string): StoreApi<TrendSeries> {
    const known = series.get(key)
    if (known !== undefined) return known
    const created = createStore<TrendSeries>()(() => empty)
    series.set(key, created)
    return created
  }

  return { of, keys: () => series.keys(), remove: (key: string) => series.delete(key) }
}

export type TrendStore = ReturnType<typeof createTrendStore>
