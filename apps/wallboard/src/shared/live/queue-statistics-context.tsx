import { createContext, use, type ReactNode } from 'react'
import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Glass, Membership, QueueStatisticsStore, QueueTile } from './queue-statistics-store.ts'

const QueueStatisticsContext = createContext<QueueStatisticsStore | undefined>(undefined)

export function QueueStatisticsProvider({
  store,
  children,
}: {
  store: QueueStatisticsStore
  children: ReactNode
}) {
  return <QueueStatisticsContext value={store}>{children}</QueueStatisticsContext>
}

function useQueueStatistics(): QueueStatisticsStore {
  const store = use(QueueStatisticsContext)
  if (store === undefined) throw new Error('useQueueStatistics needs a QueueStatisticsProvider')
  return store
}

/** Part of the glass's condition; the selector returns a primitive, so that only its change renders. */
export function useGlass<T extends string | number | boolean | undefined>(select: (glass: Glass) => T): T {
  return useStore(useQueueStatistics().glass, select)
}

export function useMembership<T>(select: (membership: Membership) => T): T {
  return useStore(useQueueStatistics().membership, select)
}

type ReadonlyTile = Pick<StoreApi<QueueTile | undefined>, 'getState' | 'getInitialState' | 'subscribe'>

const noTile = createStore<QueueTile | undefined>()(() => undefined)

/** One queue; undefined once it has been dropped. */
export function useQueueTile(id: string): QueueTile | undefined {
  const store: ReadonlyTile = useQueueStatistics().tile(id) ?? noTile
  return useStore(store)
}
