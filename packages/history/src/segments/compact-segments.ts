import { missingAfter } from './segment-links.ts'
import { createSegmentLines, packSegment, unpackSegment, type Segment, type SegmentFault } from './segment.ts'
import type { RecordedChange } from './segment-line.ts'

/** Segments of one data source as fewer and smaller ones, or why they cannot be read. */
export type CompactedSegments =
  | { readonly type: 'segments'; readonly segments: readonly Segment[]; readonly lines: number }
  | { readonly type: 'fault'; readonly fault: SegmentFault }

/**
 * Compacts the segments of one data source from a keyframe to the next one: the keyframe stays, and all changes after it
 * become one segment. The lines, and so the state of each instant, stay the same.
 *
 * @param segments in the order of their first lines; a keyframe, where there is one, is the first of its instant
 */
export function compactSegments(segments: readonly Segment[]): CompactedSegments {
  const compacted: Segment[] = []
  const changes: RecordedChange[] = []
  let lines = 0
  const [first, ...others] = segments.filter(({ kind }) => kind === 'changes')
  if (first !== undefined && missingAfter({ at: first.endsAt, seq: first.lastSeq }, others) !== undefined)
    return { type: 'fault', fault: 'damaged' }
  for (const segment of segments) {
    const unpacked = unpackSegment(segment)
    if (unpacked.type === 'fault') return unpacked
    lines += unpacked.changes.length
    if (segment.kind === 'changes') changes.push(...unpacked.changes)
    else compacted.push(...keyframes(unpacked.changes))
  }
  const linked = packed('changes', changes).map((segment) => ({
    ...segment,
    ...(first?.previous === undefined ? {} : { previous: first.previous }),
  }))
  return { type: 'segments', segments: [...compacted, ...linked], lines }
}

/** All rows, in tables as the recorder writes them: keyframes of older servers have lines of rows. */
function keyframes(changes: readonly RecordedChange[]): readonly Segment[] {
  const lines = createSegmentLines()
  for (const { at, seq, added } of changes) lines.addTables(added, { at, seq })
  const segment = lines.pack('keyframe', 'compaction')
  return segment === undefined ? [] : [segment]
}

function packed(kind: Segment['kind'], changes: readonly RecordedChange[]): readonly Segment[] {
  const segment = packSegment(kind, changes, 'compaction')
  return segment === undefined ? [] : [segment]
}
