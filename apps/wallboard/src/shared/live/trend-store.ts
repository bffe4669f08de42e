import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Glass } from './queue-statistics-store.ts'

/** A figure at an instant; null where the glass was not live or nobody knew: a gap, never a zero. */
export interface TrendPoint {
  readonly at: number
  readonly value: number | null
}

/** What a trend is of, now. */
export interface TrendSample {
  readonly key: string
  readonly value: number | undefined
}

const sampleEveryMs = 5_000
const keptPoints = 720

/** For each trend a ring of the last hour: none grows beyond it, and those that are no longer shown go. */
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

  function sample(glass: Glass, samples: readonly TrendSample[]): void {
    if (!glass.hasSnapshot || glass.serverNow - sampledAt < sampleEveryMs) return
    sampledAt = glass.serverNow
    const isLive = glass.condition === 'live'
    for (const { key, value } of samples)
      of(key).setState(({ points }) => ({
        points: [...points, { at: glass.serverNow, value: isLive ? (value ?? null) : null }].slice(
          -keptPoints,
        ),
      }))
    const shown = new Set(samples.map(({ key }) => key))
    for (const key of series.keys()) if (!shown.has(key)) series.delete(key)
  }

  return { of, sample }
}

export type TrendStore = ReturnType<typeof createTrendStore>
