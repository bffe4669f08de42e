import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import { shareWithin } from './shares.ts'

type FrameKind = 'changes' | 'snapshot'

/** How a feed stands, as far as a graph is concerned. */
interface FeedStanding {
  readonly condition: 'live' | 'ageing' | 'stale' | 'down'
  readonly confirmedAt: number | null
}

/** One distribution: how many there were, and below what half, 95 and 99 of a hundred of them were. */
export interface Distribution {
  readonly name: string
  readonly unit: 'ms' | 'bytes'
  readonly count: number
  /** Upper edges of the buckets that hold them; null while there is nothing, or beyond the last edge. */
  readonly p50: number | null
  readonly p95: number | null
  readonly p99: number | null
}

/** What `/debug/latency` tells. */
export interface LatencyReport {
  readonly screens: number
  readonly distributions: readonly Distribution[]
  readonly counts: readonly { readonly name: string; readonly count: number }[]
}

const milliseconds = [1, 2, 5, 10, 25, 50, 100, 150, 250, 500, 1_000, 2_500, 5_000, 30_000]
const bytes = [100, 300, 1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000, 5_000_000]
const conditions = ['live', 'ageing', 'stale', 'down'] as const

/**
 * What the server tells of itself, in Prometheus' terms: base units, so seconds and bytes. The meter adds to plain
 * numbers; a registry reads them when somebody asks.
 */
export function createMetrics(deps: {
  readonly screens: () => number
  readonly feeds: () => readonly FeedStanding[]
  readonly now: () => number
}) {
  const registry = new Registry()
  const registers = [registry]
  const inSeconds = milliseconds.map((ms) => ms / 1_000)
  const upstreamToSend = new Histogram({
    name: 'wallboard_upstream_to_send_seconds',
    help: 'From the arrival of the oldest change of a flush to the flush',
    buckets: inSeconds,
    registers,
  })
  const acknowledgement = new Histogram({
    name: 'wallboard_painted_acknowledgement_seconds',
    help: 'From a send to the acknowledgement that it was painted; screens acknowledge every two seconds',
    buckets: inSeconds,
    registers,
  })
  const flushBytes = new Histogram({
    name: 'wallboard_flush_bytes',
    help: 'Size of a flush, encoded once for all screens of its view',
    buckets: bytes,
    registers,
  })
  const encodings = { changes: 0, snapshot: 0 }
  const sends = { changes: 0, snapshot: 0 }
  let withheld = 0
  const counter = (name: string, help: string, read: () => Readonly<Record<FrameKind, number>>) =>
    new Counter({
      name,
      help,
      labelNames: ['kind'],
      registers,
      collect() {
        this.reset()
        const counts = read()
        this.inc({ kind: 'changes' }, counts.changes)
        this.inc({ kind: 'snapshot' }, counts.snapshot)
      },
    })
  counter('wallboard_encodings_total', 'Frames built: one per view and flush, and snapshots', () => encodings)
  counter('wallboard_sends_total', 'Frames handed to screens', () => sends)
  new Counter({
    name: 'wallboard_withheld_total',
    help: 'Flushes that a lagging screen was not sent; it gets a snapshot instead',
    registers,
    collect() {
      this.reset()
      this.inc(withheld)
    },
  })
  new Gauge({
    name: 'wallboard_screens',
    help: 'Screens that are connected',
    registers,
    collect() {
      this.set(deps.screens())
    },
  })
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
      const confirmed = deps.feeds().flatMap(({ confirmedAt }) => confirmedAt ?? [])
      if (confirmed.length > 0) this.set((deps.now() - Math.min(...confirmed)) / 1_000)
    },
  })
  const delay = monitorEventLoopDelay({ resolution: 20 })
  delay.enable()
  const delayQuantiles = [0.5, 0.99, 1]
  new Gauge({
    name: 'wallboard_event_loop_delay_seconds',
    help: 'Delay of the event loop since the last reading, by quantile',
    labelNames: ['quantile'],
    registers,
    collect() {
      for (const quantile of delayQuantiles)
        this.set({ quantile: String(quantile) }, delay.percentile(quantile * 100) / 1e9)
      delay.reset()
    },
  })
  new Gauge({
    name: 'wallboard_memory_bytes',
    help: 'Resident memory of the process',
    registers,
    collect() {
      this.set(process.memoryUsage.rss())
    },
  })

  async function distribution(
    name: string,
    unit: Distribution['unit'],
    histogram: Histogram,
  ): Promise<Distribution> {
    const { values } = await histogram.get()
    const buckets = values.flatMap(({ metricName, labels, value }) =>
      metricName?.endsWith('_bucket') === true ? [{ edge: Number(labels.le), count: value }] : [],
    )
    const scale = unit === 'ms' ? 1_000 : 1
    const at = (share: number) => {
      const edge = shareWithin(buckets, share)
      return edge === undefined ? null : edge * scale
    }
    const count = values.find(({ metricName }) => metricName?.endsWith('_count') === true)?.value ?? 0
    return { name, unit, count, p50: at(0.5), p95: at(0.95), p99: at(0.99) }
  }

  return {
    meter: {
      encoded(kind: FrameKind, size: number) {
        encodings[kind] += 1
        if (kind === 'changes') flushBytes.observe(size)
      },
      flushed(sinceUpstreamMs: number) {
        upstreamToSend.observe(Math.max(0, sinceUpstreamMs) / 1_000)
      },
      sent(kind: FrameKind) {
        sends[kind] += 1
      },
      withheld() {
        withheld += 1
      },
      acknowledged(sinceSentMs: number) {
        acknowledgement.observe(Math.max(0, sinceSentMs) / 1_000)
      },
    },
    /** Prometheus' text format. */
    text: () => registry.metrics(),
    latency: async (): Promise<LatencyReport> => ({
      screens: deps.screens(),
      distributions: [
        await distribution('From Five9 to the screens’ sockets', 'ms', upstreamToSend),
        await distribution('From a socket to “painted”, told every 2 s', 'ms', acknowledgement),
        await distribution('Size of a flush', 'bytes', flushBytes),
      ],
      counts: [
        { name: 'Flushes encoded', count: encodings.changes },
        { name: 'Snapshots encoded', count: encodings.snapshot },
        { name: 'Flushes sent', count: sends.changes },
        { name: 'Snapshots sent', count: sends.snapshot },
        { name: 'Flushes withheld from screens that lag', count: withheld },
      ],
    }),
    close: () => {
      delay.disable()
    },
  }
}
