import { useState } from 'react'
import { createAlertStore } from '../live/stores/alert-store.ts'
import { createBoardMetrics } from '../live/stores/board-metrics.ts'
import { createQueueOrder } from '../live/order/queue-order-store.ts'
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
    const alerts = createAlertStore()
    return {
      statistics,
      sources,
      figures: createBoardMetrics(statistics, sources),
      alerts,
      order: createQueueOrder(statistics, alerts),
      trend: createTrendStore(),
    }
  })
  return stores
}
