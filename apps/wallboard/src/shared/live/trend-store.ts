import { numberOf } from '@wallboard/statistics'
import { createStore } from 'zustand/vanilla'
import type { Glass, Membership } from './queue-statistics-store.ts'

/** Calls in queue of the whole domain at an instant; null where the glass was not live: a gap, never a zero. */
export interface TrendPoint {
  readonly at: number
  readonly calls: number | null
}

const sampleEveryMs = 5_000
const keptPoints = 720

/** A ring of the last hour: it never grows beyond it. */
export function createTrendStore() {
  const points = createStore<{ readonly points: readonly TrendPoint[] }>()(() => ({ points: [] }))

  function sample(glass: Glass, { totals }: Membership): void {
    const last = points.getState().points.at(-1)
    if (!glass.hasSnapshot || (last !== undefined && glass.serverNow - last.at < sampleEveryMs)) return
    const calls = glass.condition === 'live' ? (numberOf(totals, 'callsInQueue') ?? null) : null
    points.setState((state) => ({
      points: [...state.points, { at: glass.serverNow, calls }].slice(-keptPoints),
    }))
  }

  return { points, sample }
}

export type TrendStore = ReturnType<typeof createTrendStore>
