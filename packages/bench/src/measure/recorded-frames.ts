import { startFeedRecording } from '@wallboard/bff/feed-recording'
import { createFeedStatistics } from '@wallboard/bff/feed-statistics'
import type { HistoryBatch, HistoryStore } from '@wallboard/bff/history-store'
import { postedChanges } from '@wallboard/bff/posted-changes'
import type { Segment } from '@wallboard/history'
import type { Change } from '@wallboard/statistics'
import { startAt, type FloorFrame } from './floor-frames.ts'

/*
 * What the owner of a feed and the recorder do with frames, by the product's own functions and in their order. Only the
 * thread between the two is missing: both run in the process that is measured.
 */

export const flushMs = 10_000

/** The feed as which all frames are recorded. */
export const feedName = { org: '1', username: 'bench' }

/** What to add to the monotonic clock of the process. It has a fraction, as in a process that runs. */
const offsetMs = startAt - 1_000_000.25

/** When a frame arrives, on the recording clock. Networks delay frames by different times. */
const arrivalOf = ({ at }: FloorFrame, index: number): number => at + 5.5 + ((index * 7) % 20)

/** What the owner of a feed does with each frame: parses it, checks it and folds it. */
export function foldFrames(frames: readonly FloorFrame[]): readonly (readonly Change[])[] {
  const statistics = createFeedStatistics(() => undefined)
  return frames.map((frame, index) => {
    const payLoad: unknown = JSON.parse(frame.text)
    const receivedAt = arrivalOf(frame, index) - offsetMs
    return statistics.received({ isFull: index === 0, payLoad, receivedAt, timeStamp: frame.at }).changes
  })
}

/** The part of a store that a recording needs. */
export type RecordingStore = Parameters<typeof startFeedRecording>[0]['store']

/** A store that hands over what is written, and writes nothing. */
export function discardingStore(written: (batch: HistoryBatch) => void): RecordingStore {
  return {
    claim: () =>
      Promise.resolve({ feed: 1, fence: 1, coveredUntil: new Map(), lastBatch: 0, isFromOther: false }),
    write(_, batch) {
      written(batch)
      return Promise.resolve('written')
    },
    foldSlots: () => Promise.resolve(),
  }
}

/** What the recorder does with the changes of each frame, in both threads. */
export async function recordFrames(
  frames: readonly FloorFrame[],
  changes: readonly (readonly Change[])[],
  store: RecordingStore | HistoryStore,
): Promise<void> {
  const feed = feedName.username
  const known = new Set<string>()
  const recording = await startFeedRecording({
    ...{ key: feed, name: feedName, at: startAt, store },
    ...{ fence: undefined, writer: feed, serverStartedAt: startAt, memory: { bytes: 0, maxBytes: Infinity } },
    ...{ queueSource: 'ACD_STATUS', dayRule: { timeZone: 'UTC', startMinute: 0 } },
    report(report) {
      if (report.type === 'failed' || report.type === 'behind') throw new Error(report.reason)
    },
  })
  for (const [index, frame] of frames.entries()) {
    const at = Math.round(arrivalOf(frame, index))
    const own = changes[index] ?? []
    const posted = postedChanges(own)
    recording.record({ type: 'changes', feed, at, seq: index + 1, offsetMs, changes: posted })
    for (const { dataSource } of own) known.add(dataSource)
    const sources = [...known].map((dataSource): [string, { confirmedAt: number }] => [
      dataSource,
      { confirmedAt: at },
    ])
    recording.record({ type: 'state', feed, at, sources })
    if (index > 0 && (frame.at - startAt) % flushMs === 0) await recording.flush(at)
  }
}

export interface Recorded {
  readonly dataSource: string
  readonly segment: Segment
}

/** The segments of a recording of frames. */
export async function recordedSegments(frames: readonly FloorFrame[]): Promise<readonly Recorded[]> {
  const segments: Recorded[] = []
  await recordFrames(
    frames,
    foldFrames(frames),
    discardingStore((batch) => segments.push(...batch.segments)),
  )
  return segments
}
