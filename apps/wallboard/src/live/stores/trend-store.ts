import { createStore, type StoreApi } from 'zustand/vanilla'

/** A figure from an instant of the page's monotonic clock on; null, a gap, where it was not live or unknown. */
export interface TrendPoint {
  readonly at: number
  readonly value: number | null
  /** The largest value until the next point; null where it is not known. Without it, the value is the only one. */
  readonly max?: number | null
}

/** What is usual for a figure. Instants are of the page's monotonic clock. */
export interface TrendBand {
  /** How many weeks are known: fewer than four have no band. Null on a holiday. */
  readonly weeks: number | null
  /** The centres of half-hours, in order. */
  readonly points: readonly { readonly at: number; readonly low: number; readonly high: number }[]
}

/** What one trend shows; of a figure beside which only words stand, just the band. */
export interface TrendSeries {
  /** In order. */
  readonly points: readonly TrendPoint[]
  /** When the last sample was added; undefined before the first one. */
  readonly sampledAt: number | undefined
  /** The same time of the same day one week ago, drawn as if it were today; empty where it is not compared with. */
  readonly lastWeek: readonly TrendPoint[]
  /** What is usual; undefined where it is not compared with. */
  readonly band: TrendBand | undefined
  /** Add this to the instant of a point for epoch milliseconds. */
  readonly epochOffsetMs: number
}

const empty: TrendSeries = {
  ...{ points: [], sampledAt: undefined },
  ...{ lastWeek: [], band: undefined, epochOffsetMs: 0 },
}

/** The trends of the board, each over the time that it shows. */
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
