import type { Clocks } from '@wallboard/relay'
import { createAlertStore } from '../live/stores/alert-store.ts'
import { createScreenMetrics } from '../live/stores/board-metrics.ts'
import { createQueueOrder } from '../live/order/queue-order-store.ts'
import type { LiveStores } from '../live/hooks/live-context.tsx'
import { createGapStore } from '../live/stores/gap-store.ts'
import { createQueueStatisticsStore } from '../live/stores/queue-statistics-store.ts'
import { screenClocks } from '../live/session/screen-clocks.ts'
import { createSourcesStore } from '../live/stores/sources-store.ts'
import { createTrendStore } from '../live/stores/trend-store.ts'

/** Creates the stores of one live connection, or of one past instant, where the clocks stand still. */
export function createLiveStores(clocks: Clocks = screenClocks): LiveStores {
  const sources = createSourcesStore()
  const statistics = createQueueStatisticsStore(clocks, sources)
  const alerts = createAlertStore()
  return {
    statistics,
    sources,
    figures: createScreenMetrics(statistics, sources),
    alerts,
    order: createQueueOrder(statistics, alerts),
    trend: createTrendStore(),
    gaps: createGapStore(),
  }
}
