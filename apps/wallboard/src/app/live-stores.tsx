import { useState } from 'react'
import { createAlertStore } from '../shared/live/alert-store.ts'
import { createBoardMetrics } from '../shared/live/figures.ts'
import type { LiveStores } from '../shared/live/live-context.tsx'
import { createQueueStatisticsStore } from '../shared/live/queue-statistics-store.ts'
import { screenClocks } from '../shared/live/screen-clocks.ts'
import { createSourcesStore } from '../shared/live/sources-store.ts'
import { createTrendStore } from '../shared/live/trend-store.ts'

/** The stores of one wall, for as long as it stands. */
export function useLiveStores(): LiveStores {
  const [stores] = useState(() => {
    const sources = createSourcesStore()
    const statistics = createQueueStatisticsStore(screenClocks, sources)
    return {
      statistics,
      sources,
      figures: createBoardMetrics(statistics, sources),
      alerts: createAlertStore(),
      trend: createTrendStore(),
    }
  })
  return stores
}
