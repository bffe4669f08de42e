import {
  missingAfter,
  type RecordedChange,
  type Segment,
  type SegmentEnd,
  type Span,
} from '@wallboard/history'
import type { CoverageSpan } from '@wallboard/relay/coverage'
import type { HistoryStore } from '../store/history-store.ts'
import { maxKeyframeAgeMs, type OnDamage } from './read-moment.ts'
import { changesIn, checkBody, checkRows, changesWhere, DamagedFrom, isDamage } from './segment-changes.ts'

type Store = Pick<HistoryStore, 'keyframe' | 'nextKeyframeAt' | 'changes' | 'linkAfter'>

/** A part of the recording of one data source in which nothing is damaged. Instants are epoch milliseconds. */
export interface ReadableRun {
  /** The segments whose changes the run has. */
  readonly segments: readonly Segment[]
  /** `[startsAt, endsAt)`: the keyframe may lie before it. */
  readonly startsAt: number
  readonly endsAt: number
  readonly keyframe: RecordedChange
  /** The changes after the keyframe and before the end, in order. */
  readonly changes: readonly RecordedChange[]
}

/** A part that cannot be read. */
export interface LostSpan extends Span {
  /** Where the damage begins, which may lie before the part that was requested. */
  readonly since: number
}

export interface ReadableRuns {
  readonly runs: readonly ReadableRun[]
  readonly lost: readonly LostSpan[]
}

/** What is read of a data source: `[from, to)`. */
export interface RunsRequest {
  readonly from: number
  readonly to: number
  /** The stored coverage of it. */
  readonly coverage: readonly CoverageSpan[]
  /** Changes before this instant are checked and not unpacked: for a caller that knows the rows of that instant. */
  readonly changesFrom?: number
  /** Of the text of a line: other lines are checked and not parsed. */
  readonly isWanted?: (line: string) => boolean
  /**
   * Takes the changes as soon as they are known to be intact, so that the whole part is never in memory; the runs have
   * none then. Rows of keyframes are not parsed for it. Changes before `from` may be among them.
   */
  readonly onChanges?: (changes: readonly RecordedChange[]) => void
  /** Lets other requests pass. */
  readonly pause?: () => Promise<void>
}

/** Other requests are served between this many segments. */
const segmentsAtOnce = 50

const isLiveAt = (coverage: readonly CoverageSpan[], at: number): boolean =>
  coverage.some(({ kind, startsAt, endsAt }) => kind === 'live' && startsAt <= at && at < endsAt)

/** Reads an intact run from a keyframe on, and where damage ends it. */
async function readRun(keyframe: Segment, segments: readonly Segment[], request: RunsRequest) {
  const { from, coverage, changesFrom = -Infinity, isWanted, onChanges, pause } = request
  const unpacked = (segment: Segment) =>
    isWanted === undefined ? changesIn(segment) : changesWhere(segment, isWanted)
  if (onChanges !== undefined) checkRows(keyframe)
  const rows = (onChanges === undefined ? unpacked(keyframe)[0] : undefined) ?? noRows(keyframe)
  const changes: RecordedChange[] = []
  let last: SegmentEnd = { at: keyframe.startsAt, seq: keyframe.lastSeq }
  const run = (damagedFrom?: number) => ({ rows, changes, last, damagedFrom })
  // Live time has a younger keyframe: segments are missing, of which no link tells.
  if (from - keyframe.startsAt > maxKeyframeAgeMs && isLiveAt(coverage, from))
    return run(Math.min(from, 1 + Math.max(last.at, ...segments.map(({ endsAt }) => endsAt))))
  for (const [index, segment] of segments.entries()) {
    if (index % segmentsAtOnce === segmentsAtOnce - 1) await pause?.()
    const missing = missingAfter(last, [segment])
    if (missing !== undefined) return run(missing + 1)
    try {
      if (segment.endsAt < changesFrom) checkBody(segment)
      else {
        const read = unpacked(segment).filter((change) => isAfter(change, keyframe))
        // Damage in this segment would have ended the run at its start, where the segment before it may reach.
        if (onChanges !== undefined) onChanges(changes.splice(0))
        for (const change of read) changes.push(change)
      }
    } catch (error) {
      if (!isDamage(error)) throw error
      return run(segment.startsAt)
    }
    last = { at: segment.endsAt, seq: segment.lastSeq }
  }
  return run()
}

/** A keyframe whose line is not wanted holds nothing that the caller reads. */
const noRows = ({ startsAt: at, lastSeq: seq }: Segment): RecordedChange => ({
  ...{ at, seq, added: [], updated: [], removed: [] },
})

/** Whether a change is later than the rows of a keyframe, and so no part of them. */
export const isAfter = ({ at, seq }: RecordedChange, { startsAt, lastSeq }: Segment): boolean =>
  at > startsAt || (at === startsAt && seq > lastSeq)

/**
 * Reads the intact parts of a data source in `[from, to)`. A damaged part ends at the next keyframe that can be read: no
 * earlier row is used after it. Where the recording begins later, nothing is lost before its first keyframe.
 *
 * @throws StorageError when the files cannot be read at all, or a newer version of the server wrote them
 */
export async function readRuns(
  store: Store,
  feed: number,
  dataSource: string,
  request: RunsRequest,
): Promise<ReadableRuns> {
  const { from, to } = request
  const runs: ReadableRun[] = []
  const lost: LostSpan[] = []

  function lose(since: number, until: number): void {
    const span = { startsAt: Math.max(from, since), endsAt: Math.min(to, until), since }
    if (span.startsAt < span.endsAt) lost.push(span)
  }

  /** The first keyframe after an instant, before the end of what is read. */
  async function keyframeAfter(at: number): Promise<Segment | undefined> {
    const next = await store.nextKeyframeAt(feed, dataSource, at)
    return next === undefined || next >= to ? undefined : store.keyframe(feed, dataSource, next)
  }

  let since = from
  try {
    let keyframe = (await store.keyframe(feed, dataSource, from)) ?? (await keyframeAfter(from))
    const all = keyframe === undefined ? [] : await store.changes(feed, dataSource, keyframe.startsAt, to - 1)
    const next = await store.linkAfter(feed, dataSource, to - 1)
    while (keyframe !== undefined) {
      const { startsAt } = keyframe
      since = Math.max(since, startsAt)
      const read = await readFrom(keyframe, all, request)
      const tail = read.damagedFrom === undefined ? missingAfter(read.last, [], next) : undefined
      const damagedFrom = read.damagedFrom ?? (tail === undefined ? undefined : tail + 1)
      const run = { startsAt: Math.max(from, startsAt), endsAt: Math.min(to, damagedFrom ?? to) }
      if (run.startsAt < run.endsAt) {
        const changes = read.changes.filter(({ at }) => at < run.endsAt)
        request.onChanges?.(changes)
        const segments = all.filter((each) => each.endsAt >= startsAt && each.startsAt < run.endsAt)
        runs.push({
          ...{ ...run, segments, keyframe: read.rows },
          changes: request.onChanges === undefined ? changes : [],
        })
      }
      if (damagedFrom === undefined) return { runs, lost }
      since = damagedFrom
      keyframe = await keyframeAfter(Math.max(damagedFrom - 1, startsAt))
      lose(damagedFrom, keyframe?.startsAt ?? to)
    }
  } catch (error) {
    if (!isDamage(error)) throw error
    lose(since, to)
  }
  return { runs, lost }
}

/** A damaged keyframe is a run without length: the next one may be read. */
async function readFrom(keyframe: Segment, all: readonly Segment[], request: RunsRequest) {
  const segments = all.filter(({ endsAt }) => endsAt >= keyframe.startsAt)
  try {
    return await readRun(keyframe, segments, request)
  } catch (error) {
    if (!(error instanceof DamagedFrom)) throw error
    const { startsAt: at, lastSeq: seq } = keyframe
    return { rows: noRows(keyframe), changes: [], last: { at, seq }, damagedFrom: at }
  }
}

/** The coverage with what is lost as `damaged`. In order. */
export function withLost(coverage: readonly CoverageSpan[], lost: readonly Span[]): readonly CoverageSpan[] {
  let spans = [...coverage]
  for (const { startsAt, endsAt } of lost)
    spans = [
      ...spans.flatMap((span) => [
        { ...span, endsAt: Math.min(span.endsAt, startsAt) },
        { ...span, startsAt: Math.max(span.startsAt, endsAt) },
      ]),
      { kind: 'damaged' as const, startsAt, endsAt },
    ].filter((span) => span.startsAt < span.endsAt)
  return spans.sort((one, other) => one.startsAt - other.startsAt)
}

/** Reports what is lost, unless the stored coverage has it as damaged already. */
export function reportLost(
  dataSource: string,
  lost: readonly LostSpan[],
  coverage: readonly CoverageSpan[],
  onDamage: OnDamage,
): void {
  const isKnown = (at: number) =>
    coverage.some(({ kind, startsAt, endsAt }) => kind === 'damaged' && startsAt <= at && at < endsAt)
  for (const { startsAt, since } of lost) if (!isKnown(startsAt)) onDamage(dataSource, since)
}
