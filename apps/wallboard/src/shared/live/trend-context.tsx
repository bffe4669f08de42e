import { createContext, use, type ReactNode } from 'react'
import { useStore } from 'zustand'
import type { TrendPoint, TrendStore } from './trend-store.ts'

const TrendContext = createContext<TrendStore | undefined>(undefined)

export function TrendProvider({ store, children }: { store: TrendStore; children: ReactNode }) {
  return <TrendContext value={store}>{children}</TrendContext>
}

export function useTrend(): readonly TrendPoint[] {
  const store = use(TrendContext)
  if (store === undefined) throw new Error('useTrend needs a TrendProvider')
  return useStore(store.points, (state) => state.points)
}
