import { wallOffsetMs, type Clocks } from '@wallboard/relay'
import type { ClientMeter, FanOutMeter, SnapshotReason } from '../live/hub/meter.ts'
import type { ClusterStatus } from './cluster-status.ts'
import { createClientRecords, type ClientRecord } from './client-records.ts'
import { noCounts, type Counts } from './counts.ts'
import { addSample, emptyDistribution, type Distribution } from './distribution.ts'
import { createExposition } from './exposition.ts'
import type { DeliveryStatus } from './delivery-metrics.ts'
import type { FeedStatus } from './feed-metrics.ts'
import type { HistoryStatus } from './history-metrics.ts'
import { byteBounds, millisecondBounds } from './histogram-bounds.ts'
import { latencyReport, type LatencyReport } from './latency-report.ts'

/** What all clients are counted in. */
interface Totals {
  readonly counts: Counts
  readonly ackLatency: Distribution
  readonly clients: Pick<ReturnType<typeof createClientRecords>, 'left'>
}

/** A class, because a server has thousands of them. */
class MeteredClient implements ClientMeter {
  private readonly totals: Totals
  private readonly record: ClientRecord

  constructor(totals: Totals, record: ClientRecord) {
    this.totals = totals
    this.record = record
  }

  sent(what: 'changes' | SnapshotReason): void {
    const { counts } = this.totals
    if (what === 'changes') {
      counts.framesSent.changes += 1
      return
    }
    counts.framesSent.snapshot += 1
    counts.snapshotsSent[what] += 1
    this.record.snapshotsSent += 1
  }

  skipped(): void {
    this.totals.counts.flushesSkipped += 1
    this.record.flushesSkipped += 1
  }

  acknowledged(sinceSentMs: number): void {
    // A client may report a longer delay before its acknowledgement than has passed since the send.
    const ms = Math.max(0, sinceSentMs)
    addSample(this.totals.ackLatency, ms)
    addSample(this.record.ackLatency, ms)
  }

  left(): void {
    this.totals.clients.left(this.record)
  }
}

/**
 * What the server measures of itself. The meter adds to plain numbers, for thousands of clients many times a second;
 * the text of `/metrics` and of `/debug/latency` is made from them on request.
 */
export function createMetrics(deps: {
  readonly clientCount: () => number
  readonly feeds: () => readonly FeedStatus[]
  /** Undefined with `HISTORY=off`. */
  readonly history: () => HistoryStatus | undefined
  readonly delivery: () => DeliveryStatus
  /** Undefined on a single node. */
  readonly cluster: () => ClusterStatus | undefined
  /** Age of the data that each connected display shows, as it last reported. */
  readonly paintedAgesMs: () => ReadonlyMap<string, number>
  /** Names of the paired displays, by id. */
  readonly displayNames: () => ReadonlyMap<string, string>
  readonly clocks: Clocks
  /** The number of log lines that could not be written. */
  readonly droppedLogLines: () => number
}) {
  const counts = noCounts()
  const upstreamToSend = emptyDistribution(millisecondBounds)
  const ackLatency = emptyDistribution(millisecondBounds)
  const flushBytes = emptyDistribution(byteBounds)
  const distributions = { upstreamToSend, ackLatency, flushBytes }
  const clients = createClientRecords(deps.clocks.monotonic)
  const totals: Totals = { counts, ackLatency, clients }
  const exposition = createExposition({
    ...deps,
    ...distributions,
    counts,
    monotonic: deps.clocks.monotonic,
    laggingCount: clients.laggingCount,
    displayCount: clients.displayCount,
    ackLatencyByDisplay: clients.ackLatencyByDisplay,
  })

  const meter: FanOutMeter = {
    encoded(kind, size) {
      counts.framesEncoded[kind] += 1
      if (kind === 'changes') addSample(flushBytes, size)
    },
    flushed(sinceUpstreamMs) {
      addSample(upstreamToSend, Math.max(0, sinceUpstreamMs))
    },
    joined: (client) => new MeteredClient(totals, clients.joined(client)),
  }

  return {
    meter,
    /** A display was revoked: its series end. */
    displayRemoved: clients.removed,
    /** Prometheus' text format. */
    text: exposition.text,
    latency: (): LatencyReport =>
      latencyReport({
        ...distributions,
        now: deps.clocks.monotonic(),
        wallOffsetMs: wallOffsetMs(deps.clocks),
        connected: clients.connected(),
        lagging: clients.laggingCount(),
        displayNames: deps.displayNames(),
        counts,
      }),
    close: exposition.close,
  }
}

export type Metrics = ReturnType<typeof createMetrics>
