import { wallOffsetMs, type Clocks } from '@wallboard/relay'
import type { FanOutMeter, SnapshotReason } from '../live/hub/meter.ts'
import type { ClusterStatus } from './cluster-status.ts'
import { createClientRecords, type NewClient } from './client-records.ts'
import { noCounts } from './counts.ts'
import { addSample, emptyDistribution } from './distribution.ts'
import { createExposition } from './exposition.ts'
import type { DeliveryStatus } from './delivery-metrics.ts'
import type { FeedStatus } from './feed-metrics.ts'
import type { HistoryStatus } from './history-metrics.ts'
import { byteBounds, millisecondBounds } from './histogram-bounds.ts'
import { latencyReport, type LatencyReport } from './latency-report.ts'

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
  const exposition = createExposition({
    ...deps,
    ...distributions,
    counts,
    monotonic: deps.clocks.monotonic,
    laggingCount: clients.laggingCount,
    displayCount: clients.displayCount,
    ackLatencyByDisplay: clients.ackLatencyByDisplay,
  })

  function joined(client: NewClient) {
    const record = clients.joined(client)
    return {
      sent(what: 'changes' | SnapshotReason) {
        if (what === 'changes') {
          counts.framesSent.changes += 1
          return
        }
        counts.framesSent.snapshot += 1
        counts.snapshotsSent[what] += 1
        record.snapshotsSent += 1
      },
      skipped() {
        counts.flushesSkipped += 1
        record.flushesSkipped += 1
      },
      acknowledged(sinceSentMs: number) {
        // A client may report a longer delay before its acknowledgement than has passed since the send.
        const ms = Math.max(0, sinceSentMs)
        addSample(ackLatency, ms)
        addSample(record.ackLatency, ms)
      },
      left() {
        clients.left(record)
      },
    }
  }

  const meter: FanOutMeter = {
    encoded(kind, size) {
      counts.framesEncoded[kind] += 1
      if (kind === 'changes') addSample(flushBytes, size)
    },
    flushed(sinceUpstreamMs) {
      addSample(upstreamToSend, Math.max(0, sinceUpstreamMs))
    },
    joined,
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
