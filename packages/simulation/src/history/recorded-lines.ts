import { unpackSegment, type RecordedChange, type Segment } from '../../../history/src/index.ts'
import type { HistoryStore } from '../../../../apps/bff/src/history/store/history-store.ts'

/** A line of the recording of one data source: a change, or all rows. */
export interface RecordedLine extends RecordedChange {
  readonly isKeyframe: boolean
}

/** @throws Error when the segment cannot be read */
function linesOf(segment: Segment): RecordedLine[] {
  const unpacked = unpackSegment(segment)
  if (unpacked.type === 'fault') throw new Error(`a segment at ${segment.startsAt} is ${unpacked.fault}`)
  return unpacked.changes.map((change) => ({ ...change, isKeyframe: segment.kind === 'keyframe' }))
}

const end = Date.parse('2100-01-01T00:00:00Z')

/** Everything that is stored of a data source, in order. */
export async function recordedLines(
  store: HistoryStore,
  feed: number,
  dataSource: string,
): Promise<readonly RecordedLine[]> {
  const keyframes: Segment[] = []
  for (let at = 0; ;) {
    const next = await store.nextKeyframeAt(feed, dataSource, at)
    const keyframe = next === undefined ? undefined : await store.keyframe(feed, dataSource, next)
    if (next === undefined || keyframe === undefined) break
    keyframes.push(keyframe)
    at = next
  }
  const first = keyframes[0]?.startsAt ?? 0
  const changes = await store.changes(feed, dataSource, first, end)
  return [...changes, ...keyframes]
    .flatMap(linesOf)
    .sort((a, b) => a.at - b.at || a.seq - b.seq || Number(a.isKeyframe) - Number(b.isKeyframe))
}
