import { useState } from 'react'
import { createAlertStore } from '../live/stores/alert-store.ts'
import { createScreenMetrics } from '../live/stores/board-metrics.ts'
import type { LiveStores } from '../live/hooks/live-context.tsx'
import { createQueueStatisticsStore } from '../live/stores/queue-statistics-store.ts'
import { screenClocks } from '../live/session/screen-clocks.ts'
import { createSourcesStore } from '../live/stores/sources-store.ts'
import { createTrendStore } from '../live/stores/trend-store.ts'

/** The stores of one wall, for as long as it stands. */
export function useLiveStores(): LiveStores {
  const [stores] = useState(() => {
    const sources = createSourcesStore()
    const statistics = createQueueStatisticsStore(screenClocks, sources)
    return {
      statistics,
      sources,
      figures: createScreenMetrics(statistics, sources),
      alerts: createAlertStore(),
      trend: createTrendStore(),
    }
  })
  return stores
}
