import type { Segment } from './segment.ts'
import type { SegmentEnd } from './segment-line.ts'

/*
 * Each segment with changes names the end of the one before it, so that one that is missing, or whose instants are
 * damaged, is noticed: nothing else tells that there was one.
 */

const isAfter = (end: SegmentEnd, other: SegmentEnd): boolean =>
  end.at > other.at || (end.at === other.at && end.seq > other.seq)

const endOf = ({ endsAt, lastSeq }: Pick<Segment, 'endsAt' | 'lastSeq'>): SegmentEnd => ({
  at: endsAt,
  seq: lastSeq,
})

/**
 * The instant after which changes are missing; undefined while every link holds. A recording that started again has no
 * link, and so has one of an older version.
 *
 * @param start the instant and number from which on changes are needed, such as those of a keyframe
 * @param segments the changes after it, in order; the first may begin before it
 * @param next the link of the segment that follows them
 */
export function missingAfter(
  start: SegmentEnd,
  segments: readonly Segment[],
  next?: SegmentEnd,
): number | undefined {
  let last = start
  for (const [index, segment] of segments.entries()) {
    const { previous } = segment
    if (previous !== undefined && (index === 0 ? isAfter(previous, start) : isAfter(previous, last)))
      return last.at
    last = endOf(segment)
  }
  return next !== undefined && isAfter(next, last) ? last.at : undefined
}
