import { wallOffsetMs, type Clocks } from '@wallboard/relay'
import type { SnapshotReason } from '../live/hub/meter.ts'
import { noCounts } from './counts.ts'
import { emptyDistribution, addSample } from './distribution.ts'
import { bytes, milliseconds } from './bucket-bounds.ts'
import { createExposition, type FeedStatus } from './exposition.ts'
import { latencyReport, type LatencyReport } from './latency-report.ts'
import { createClientRecords, type NewClient } from './client-records.ts'

/**
 * What the server tells of itself. The meter adds to plain numbers, for thousands of screens many times a second; they
 * are made into text when somebody asks.
 */
export function createMetrics(deps: {
  readonly screens: () => number
  readonly feeds: () => readonly FeedStatus[]
  /** Age of the data that is painted on each connected display, as it last said. */
  readonly paintedAgesMs: () => ReadonlyMap<string, number>
  /** What people call the paired displays, by id. */
  readonly displayNames: () => ReadonlyMap<string, string>
  readonly clocks: Clocks
  /** Lines of the log that could not be written. */
  readonly droppedLogLines: () => number
}) {
  const counts = noCounts()
  const upstreamToSend = emptyDistribution(milliseconds)
  const painted = emptyDistribution(milliseconds)
  const flushBytes = emptyDistribution(bytes)
  const distributions = { upstreamToSend, painted, flushBytes }
  const screens = createClientRecords(deps.clocks.monotonic)
  const exposition = createExposition({
    ...deps,
    ...distributions,
    counts,
    lagging: screens.laggingCount,
    displayCount: screens.displayCount,
    ofDisplays: screens.ofDisplays,
  })

  function joined(screen: NewClient) {
    const record = screens.joined(screen)
    return {
      sent(what: 'changes' | SnapshotReason) {
        if (what === 'changes') {
          counts.sends.changes += 1
          return
        }
        counts.sends.snapshot += 1
        counts.snapshots[what] += 1
        record.snapshots += 1
      },
      skipped() {
        counts.skipped += 1
        record.skipped += 1
      },
      acknowledged(sinceSentMs: number) {
        // A screen may claim that it held its acknowledgement back for longer than it can have.
        const ms = Math.max(0, sinceSentMs)
        addSample(painted, ms)
        addSample(record.painted, ms)
      },
      left() {
        screens.left(record)
      },
    }
  }

  return {
    meter: {
      encoded(kind: 'changes' | 'snapshot', size: number) {
        counts.encodings[kind] += 1
        if (kind === 'changes') addSample(flushBytes, size)
      },
      flushed(sinceUpstreamMs: number) {
        addSample(upstreamToSend, Math.max(0, sinceUpstreamMs))
      },
      joined,
    },
    /** A display is paired no more: its series end. */
    displayRemoved: screens.removed,
    /** Prometheus' text format. */
    text: exposition.text,
    latency: (): LatencyReport =>
      latencyReport({
        ...distributions,
        now: deps.clocks.monotonic(),
        wallOffsetMs: wallOffsetMs(deps.clocks),
        connected: screens.connected(),
        lagging: screens.laggingCount(),
        displayNames: deps.displayNames(),
        counts,
      }),
    close: exposition.close,
  }
}

export type Metrics = ReturnType<typeof createMetrics>
