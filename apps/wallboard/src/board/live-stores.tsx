import { createAlertStore } from '../live/stores/alert-store.ts'
import { createScreenMetrics } from '../live/stores/board-metrics.ts'
import { createQueueOrder } from '../live/order/queue-order-store.ts'
import type { LiveStores } from '../live/hooks/live-context.tsx'
import { createQueueStatisticsStore } from '../live/stores/queue-statistics-store.ts'
import { screenClocks } from '../live/session/screen-clocks.ts'
import { createSourcesStore } from '../live/stores/sources-store.ts'
import { createTrendStore } from '../live/stores/trend-store.ts'

/** Creates the stores of one live connection. */
export function createLiveStores(): LiveStores {
  const sources = createSourcesStore()
  const statistics = createQueueStatisticsStore(screenClocks, sources)
  const alerts = createAlertStore()
  return {
    statistics,
    sources,
    figures: createScreenMetrics(statistics, sources),
    alerts,
    order: createQueueOrder(statistics, alerts),
    trend: createTrendStore(),
  }
}
