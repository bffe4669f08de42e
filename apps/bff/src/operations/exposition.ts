import { Registry } from 'prom-client'
import { ackLatencyHistogram, addClientMetrics } from './client-metrics.ts'
import { addClusterMetrics } from './cluster-metrics.ts'
import type { ClusterStatus } from './cluster-status.ts'
import type { Counts } from './counts.ts'
import { addDeliveryMetrics, type DeliveryStatus } from './delivery-metrics.ts'
import { addDisplayMetrics, displayAckLatencyHistogram, type DisplayMetricsDeps } from './display-metrics.ts'
import type { Distribution } from './distribution.ts'
import { addFeedMetrics, type FeedStatus } from './feed-metrics.ts'
import { addFrameMetrics, frameHistograms } from './frame-metrics.ts'
import { addHistoryMetrics, type HistoryStatus } from './history-metrics.ts'
import { histogramText } from './histogram-text.ts'
import { addProcessMetrics } from './process-metrics.ts'

/** The reply to `/metrics`. All values are read at each scrape; durations are in seconds, sizes in bytes. */
export function createExposition(
  deps: DisplayMetricsDeps & {
    readonly clientCount: () => number
    readonly laggingCount: () => number
    readonly feeds: () => readonly FeedStatus[]
    readonly history: () => HistoryStatus | undefined
    readonly delivery: () => DeliveryStatus
    readonly cluster: () => ClusterStatus | undefined
    readonly monotonic: () => number
    readonly counts: Counts
    readonly upstreamToSend: Distribution
    readonly ackLatency: Distribution
    readonly flushBytes: Distribution
    readonly droppedLogLines: () => number
  },
) {
  const registry = new Registry()
  addFrameMetrics(registry, deps.counts)
  addClientMetrics(registry, deps)
  addDisplayMetrics(registry, deps)
  addFeedMetrics(registry, deps.feeds)
  addHistoryMetrics(registry, deps.history)
  addDeliveryMetrics(registry, deps.delivery)
  addClusterMetrics(registry, deps.cluster, deps.monotonic)
  const processMetrics = addProcessMetrics(registry, deps)
  const histograms = () => [
    ...frameHistograms(deps),
    ackLatencyHistogram(deps.ackLatency),
    displayAckLatencyHistogram(deps),
  ]

  return {
    /** Prometheus' text format. */
    text: async (): Promise<string> =>
      [await registry.metrics(), ...histograms().map(histogramText)].join('\n'),
    close: processMetrics.close,
  }
}
