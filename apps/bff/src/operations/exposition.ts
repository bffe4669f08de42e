import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Counter, Gauge, Registry } from 'prom-client'
import type { Counts } from './counts.ts'
import type { Distribution } from './distribution.ts'
import { exportedBuckets } from './bucket-bounds.ts'
import { histogramText } from './histogram-text.ts'

/** How a feed stands, as far as a graph is concerned. */
export interface FeedStatus {
  readonly condition: 'live' | 'ageing' | 'stale' | 'down'
  readonly confirmedAgeMs: number | null
}

const conditions = ['live', 'ageing', 'stale', 'down'] as const
const delayQuantiles = [0.5, 0.99, 1]
/** Each display adds a dozen series to the metrics storage; at most this many displays are exported. */
const maxDisplaysTold = 500
const inSeconds = 0.001
/** A timer that looks how late it is. Each look wakes the process, so a few in a second have to do. */
const delayLookEveryMs = 100

/** How late a look was: Node tells the nanoseconds since the look before, which are an interval at least. */
export const latenessSeconds = (sinceLastLookNs: number, everyMs: number): number =>
  Math.max(0, sinceLastLookNs - everyMs * 1e6) / 1e9

/** What `/metrics` says, in base units: seconds and bytes. Everything is read when somebody asks. */
export function createExposition(deps: {
  readonly screens: () => number
  readonly lagging: () => number
  readonly feeds: () => readonly FeedStatus[]
  readonly counts: Counts
  readonly upstreamToSend: Distribution
  readonly painted: Distribution
  readonly flushBytes: Distribution
  readonly displayCount: () => number
  readonly ofDisplays: (limit: number) => ReadonlyMap<string, Distribution>
  readonly paintedAgesMs: () => ReadonlyMap<string, number>
  readonly droppedLogLines: () => number
}) {
  const { counts } = deps
  const registry = new Registry()
  const registers = [registry]
  const delay = monitorEventLoopDelay({ resolution: delayLookEveryMs })
  delay.enable()

  function addCounter(name: string, help: string, label: string, read: Readonly<Record<string, number>>) {
    new Counter({
      name,
      help,
      labelNames: [label],
      registers,
      collect() {
        this.reset()
        for (const [value, count] of Object.entries(read)) this.inc({ [label]: value }, count)
      },
    })
  }
  function addGauge(name: string, help: string, read: () => number): void {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read())
      },
    })
  }

  addCounter(
    'wallboard_encodings_total',
    'Frames built: one per view and flush, and snapshots',
    'kind',
    counts.encodings,
  )
  addCounter('wallboard_sends_total', 'Frames handed to screens', 'kind', counts.sends)
  addCounter(
    'wallboard_snapshots_total',
    'Snapshots sent to screens: they joined, asked for one or had lagged, their view or names changed, or their view was rebuilt',
    'reason',
    counts.snapshots,
  )
  new Counter({
    name: 'wallboard_withheld_total',
    help: 'Flushes that a lagging screen was not sent; it gets a snapshot instead',
    registers,
    collect() {
      this.reset()
      this.inc(counts.skipped)
    },
  })
  new Counter({
    name: 'wallboard_log_lines_dropped_total',
    help: 'Log lines that could not be written',
    registers,
    collect() {
      this.reset()
      this.inc(deps.droppedLogLines())
    },
  })
  addGauge('wallboard_screens', 'Screens that are connected', deps.screens)
  addGauge('wallboard_lagging_screens', 'Screens that are sent nothing until they catch up', deps.lagging)
  new Gauge({
    name: 'wallboard_feeds',
    help: 'Five9 sessions by the condition of their figures',
    labelNames: ['condition'],
    registers,
    collect() {
      const feeds = deps.feeds()
      for (const condition of conditions)
        this.set({ condition }, feeds.filter((feed) => feed.condition === condition).length)
    },
  })
  new Gauge({
    name: 'wallboard_figures_age_seconds',
    help: 'Age of the oldest feed: since Five9 last confirmed its figures',
    registers,
    collect() {
      this.reset()
      const agesMs = deps.feeds().flatMap(({ confirmedAgeMs }) => confirmedAgeMs ?? [])
      if (agesMs.length > 0) this.set(Math.max(...agesMs) * inSeconds)
    },
  })
  new Gauge({
    name: 'wallboard_display_painted_age_seconds',
    help: 'Age of the data that is painted on a connected display, as it last said; +Inf where no data is on it',
    labelNames: ['display'],
    registers,
    collect() {
      this.reset()
      const ages = deps.paintedAgesMs()
      for (const display of deps.ofDisplays(maxDisplaysTold).keys()) {
        const ageMs = ages.get(display)
        if (ageMs !== undefined) this.set({ display }, ageMs * inSeconds)
      }
    },
  })
  addGauge(
    'wallboard_displays_left_out',
    `Displays beyond the ${maxDisplaysTold} that have series of their own`,
    () => Math.max(0, deps.displayCount() - maxDisplaysTold),
  )
  new Gauge({
    name: 'wallboard_event_loop_delay_seconds',
    help: 'Delay of the event loop since the last reading, by quantile',
    labelNames: ['quantile'],
    registers,
    collect() {
      for (const quantile of delayQuantiles)
        this.set(
          { quantile: String(quantile) },
          latenessSeconds(delay.percentile(quantile * 100), delayLookEveryMs),
        )
      delay.reset()
    },
  })
  addGauge('wallboard_memory_bytes', 'Resident memory of the process', () => process.memoryUsage.rss())

  const histograms = () => [
    histogramText({
      name: 'wallboard_upstream_to_send_seconds',
      help: 'From the arrival of the oldest change of a flush to the flush',
      scale: inSeconds,
      series: [[{}, deps.upstreamToSend]],
    }),
    histogramText({
      name: 'wallboard_painted_acknowledgement_seconds',
      help: 'From a send to the word of a screen that it was painted',
      scale: inSeconds,
      series: [[{}, deps.painted]],
    }),
    histogramText({
      name: 'wallboard_flush_bytes',
      help: 'Size of a flush, encoded once for all screens of its view',
      scale: 1,
      series: [[{}, deps.flushBytes]],
    }),
    histogramText({
      name: 'wallboard_display_painted_acknowledgement_seconds',
      help: 'From a send to the word of a paired display that it was painted',
      scale: inSeconds,
      bucketBounds: exportedBuckets,
      series: [...deps.ofDisplays(maxDisplaysTold)].map(([display, painted]) => [{ display }, painted]),
    }),
  ]

  return {
    /** Prometheus' text format. */
    text: async (): Promise<string> => [await registry.metrics(), ...histograms()].join('\n'),
    close: () => {
      delay.disable()
    },
  }
}
