import { useState, type ReactNode } from 'react'
import {
  createQueueStatisticsStore,
  type QueueStatisticsStore,
} from '../shared/live/queue-statistics-store.ts'
import { QueueStatisticsProvider } from '../shared/live/queue-statistics-context.tsx'
import { TrendProvider } from '../shared/live/trend-context.tsx'
import { createTrendStore, type TrendStore } from '../shared/live/trend-store.ts'

/** What a live socket fills and a wall shows. */
interface Stores {
  readonly statistics: QueueStatisticsStore
  readonly trend: TrendStore
}

export function useLiveStores(): Stores {
  const [stores] = useState(() => ({
    statistics: createQueueStatisticsStore(Date.now),
    trend: createTrendStore(),
  }))
  return stores
}

export function LiveStores({ stores, children }: { stores: Stores; children: ReactNode }) {
  return (
    <QueueStatisticsProvider store={stores.statistics}>
      <TrendProvider store={stores.trend}>{children}</TrendProvider>
    </QueueStatisticsProvider>
  )
}
