import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Registry } from 'prom-client'
import { addCounter, addGauge, addGaugeBy } from './collectors.ts'

const delayQuantiles = [0.5, 0.99, 1]
/** The monitor measures how late its timer runs. Each sample wakes the process: ten a second are enough. */
const sampleEveryMs = 100

/**
 * The delay of the event loop.
 * @param sinceLastSampleNs nanoseconds between two samples, which includes the interval itself
 */
export const delaySeconds = (sinceLastSampleNs: number, everyMs: number): number =>
  Math.max(0, sinceLastSampleNs - everyMs * 1e6) / 1e9

/** Registers the metrics of the process. `close` ends the measurement of the event loop. */
export function addProcessMetrics(
  registry: Registry,
  deps: { readonly droppedLogLines: () => number },
): { readonly close: () => void } {
  const monitor = monitorEventLoopDelay({ resolution: sampleEveryMs })
  monitor.enable()
  addCounter(
    registry,
    { name: 'wallboard_log_lines_dropped_total', help: 'Log lines that could not be written' },
    deps.droppedLogLines,
  )
  addGaugeBy(
    registry,
    {
      name: 'wallboard_event_loop_delay_seconds',
      help: 'Delay of the event loop since the previous scrape, by quantile',
      label: 'quantile',
    },
    () => {
      const delays = delayQuantiles.map(
        (quantile) =>
          [String(quantile), delaySeconds(monitor.percentile(quantile * 100), sampleEveryMs)] as const,
      )
      monitor.reset()
      return delays
    },
  )
  addGauge(registry, { name: 'process_resident_memory_bytes', help: 'Resident memory of the process' }, () =>
    process.memoryUsage.rss(),
  )
  return {
    close: () => {
      monitor.disable()
    },
  }
}
