import type { Registry } from 'prom-client'
import { addCounter, addCounterBy, secondsPerMs } from './collectors.ts'
import type { Counts } from './counts.ts'
import type { Distribution } from './distribution.ts'
import type { Histogram } from './histogram-text.ts'

/** Registers the counters of frames, snapshots and flushes. */
export function addFrameMetrics(registry: Registry, counts: Counts): void {
  addCounterBy(
    registry,
    {
      name: 'wallboard_frames_encoded_total',
      help: 'Frames encoded: one for each flush of a view, and snapshots',
      label: 'kind',
    },
    () => Object.entries(counts.framesEncoded),
  )
  addCounterBy(
    registry,
    { name: 'wallboard_frames_sent_total', help: 'Frames sent to clients', label: 'kind' },
    () => Object.entries(counts.framesSent),
  )
  addCounterBy(
    registry,
    { name: 'wallboard_snapshots_sent_total', help: 'Snapshots sent to clients', label: 'reason' },
    () => Object.entries(counts.snapshotsSent),
  )
  addCounter(
    registry,
    {
      name: 'wallboard_flushes_skipped_total',
      help: 'Flushes that were not sent to a lagging client, which gets a snapshot later',
    },
    () => counts.flushesSkipped,
  )
}

export const frameHistograms = (deps: {
  readonly upstreamToSend: Distribution
  readonly flushBytes: Distribution
}): readonly Histogram[] => [
  {
    name: 'wallboard_upstream_to_send_seconds',
    help: 'Time from the arrival of the oldest change of a flush to the flush',
    scale: secondsPerMs,
    series: [[{}, deps.upstreamToSend]],
  },
  {
    name: 'wallboard_flush_size_bytes',
    help: 'Size of a flush, encoded once for all clients of its view',
    scale: 1,
    series: [[{}, deps.flushBytes]],
  },
]
