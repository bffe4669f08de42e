import type { Registry } from 'prom-client'
import { addGauge, addGaugeBy, secondsPerMs } from './collectors.ts'
import type { Distribution } from './distribution.ts'
import { exportedDisplayBounds } from './histogram-bounds.ts'
import type { Histogram } from './histogram-text.ts'

/** Each display adds a dozen series to the storage of Prometheus: at most this many displays have series. */
const maxDisplays = 500

export interface DisplayMetricsDeps {
  readonly displayCount: () => number
  /** Acknowledgement latency by display, for the first `limit` displays. */
  readonly ackLatencyByDisplay: (limit: number) => ReadonlyMap<string, Distribution>
  /** Age of the data that each connected display shows, as it last reported; Infinity without data. */
  readonly paintedAgesMs: () => ReadonlyMap<string, number>
}

/** Registers the metrics of each paired display. */
export function addDisplayMetrics(registry: Registry, deps: DisplayMetricsDeps): void {
  addGaugeBy(
    registry,
    {
      name: 'wallboard_display_data_age_seconds',
      help: 'Age of the data that a connected display shows, as it last reported; +Inf without data',
      label: 'display',
    },
    () => {
      const ages = deps.paintedAgesMs()
      return [...deps.ackLatencyByDisplay(maxDisplays).keys()].flatMap((id) => {
        const ageMs = ages.get(id)
        return ageMs === undefined ? [] : [[id, ageMs * secondsPerMs] as const]
      })
    },
  )
  addGauge(
    registry,
    {
      name: 'wallboard_displays_without_series',
      help: `Displays above the limit of ${maxDisplays} that have series of their own`,
    },
    () => Math.max(0, deps.displayCount() - maxDisplays),
  )
}

export const displayAckLatencyHistogram = ({ ackLatencyByDisplay }: DisplayMetricsDeps): Histogram => ({
  name: 'wallboard_display_acknowledgement_latency_seconds',
  help: 'Time from sending a frame to the acknowledgement of a paired display that it was painted',
  scale: secondsPerMs,
  bucketBounds: exportedDisplayBounds,
  series: [...ackLatencyByDisplay(maxDisplays)].map(([display, latency]) => [{ display }, latency]),
})
