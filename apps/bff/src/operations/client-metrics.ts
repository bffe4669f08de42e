import type { Registry } from 'prom-client'
import { addGauge, secondsPerMs } from './collectors.ts'
import type { Distribution } from './distribution.ts'
import type { Histogram } from './histogram-text.ts'

/** Registers the metrics of all clients together. */
export function addClientMetrics(
  registry: Registry,
  deps: { readonly clientCount: () => number; readonly laggingCount: () => number },
): void {
  addGauge(registry, { name: 'wallboard_clients', help: 'Connected clients' }, deps.clientCount)
  addGauge(
    registry,
    {
      name: 'wallboard_clients_lagging',
      help: 'Clients that receive no changes until they have acknowledged what was sent',
    },
    deps.laggingCount,
  )
}

export const ackLatencyHistogram = (ackLatency: Distribution): Histogram => ({
  name: 'wallboard_acknowledgement_latency_seconds',
  help: 'Time from sending a frame to the acknowledgement of a client that it was painted',
  scale: secondsPerMs,
  series: [[{}, ackLatency]],
})
