import { compactSegments, unpackSegment, type Segment } from '@wallboard/history'
import { StorageError } from '../../storage/storage-error.ts'

/* How the segments of a day are compacted and checked, whatever the engine. */

/** The compacted segments, and how many lines they hold. @throws StorageError when a segment cannot be read */
export function compactedSegments(segments: readonly Segment[]): {
  readonly segments: readonly Segment[]
  readonly lines: number
} {
  const result = compactSegments(segments)
  if (result.type === 'segments') return result
  throw new StorageError('failed', `a segment is not readable (${result.fault}); the day stays as it is`)
}

/** The lines of compacted segments. @throws StorageError when one cannot be read */
export function lineCount(segments: readonly Segment[]): number {
  return segments.reduce((sum, segment) => {
    const unpacked = unpackSegment(segment)
    if (unpacked.type === 'changes') return sum + unpacked.changes.length
    throw new StorageError('failed', 'a compacted segment cannot be read back; the day stays as it is')
  }, 0)
}

/** What was written holds another number of lines than the day. */
export const otherLines = (): StorageError =>
  new StorageError('failed', 'the compacted day has other lines than the day; the day stays as it is')

/** The spans from keyframe to keyframe, and what lies before the first one. */
export function keyframeIntervals(instants: readonly number[]): readonly (readonly [number, number])[] {
  const starts = [0, ...instants]
  return starts.map((start, index) => [start, starts[index + 1] ?? Number.MAX_SAFE_INTEGER])
}
