import { DataSource } from '@wallboard/five9/identifiers'
import {
  createRowFold,
  createStatistics,
  type Change,
  type DatedSource,
  type RowFold,
} from '@wallboard/statistics'
import { callsSource, createCallCounter } from '../aggregates/call-counter.ts'
import { createQueueAggregator, type TakenBuckets } from '../aggregates/queue-aggregator.ts'
import type { SkillMap } from '../flows/answered-queue.ts'
import { createFlowCounter, type TakenFlows } from '../flows/flow-counter.ts'
import { createStateLengths, type CountedLengths } from '../durations/state-lengths.ts'
import type { CoverageSpan, GapKind } from '@wallboard/relay/coverage'
import {
  coverageAfter,
  openGap,
  silentAfterMs,
  type CoverageEvent,
  type CoverageState,
} from '../coverage/coverage-state.ts'
import { createSegmentLines, type Segment, type SegmentLines } from '../segments/segment.ts'
import type { SegmentEnd } from '../segments/segment-line.ts'

/** A keyframe holds all rows of a source: reading an instant starts at the keyframe before it. */
export const keyframeEveryMs = 300_000

/**
 * A seek point is written as soon as reading what follows the last one, or the keyframe, takes this many times as long as
 * reading all rows, so that a seek takes a bounded multiple of reading the rows that it returns, whatever the size of a
 * domain.
 */
const seekPointFactor = 1.5
/** The lines of rows are this many times as long as their tables, in which all rows are written. */
const linesOverTables = 2.7
/** This many characters are read in the time that a segment takes by itself: finding, checking and unpacking it. */
const charsOfSegment = 4 * 1024
/** Less is read in little time, and needs no seek point. */
const defaultMinSeekPointChars = 20 * 1024

/** Whether a data source is live: the instant of its last confirmation, or why it is not. */
export type SourceState = { readonly confirmedAt: number } | { readonly gap: GapKind; readonly since: number }

/** A change, and its line where that is made already: see `lineOfRows`. */
export interface EncodedChange extends Change {
  readonly line?: string
}

/** What a flush writes, in one transaction. */
export interface RecordedBatch {
  readonly segments: readonly { readonly dataSource: string; readonly segment: Segment }[]
  /** Spans to insert or to extend: a span with the same source and start replaces the stored one. */
  readonly coverage: readonly { readonly dataSource: string; readonly span: CoverageSpan }[]
  /** Live time to add to the stored minutes. */
  readonly minutes: TakenBuckets
  /** Calls to add to the stored quarters of an hour, by their start. */
  readonly calls: ReadonlyMap<number, number>
  /** Calls to add to the stored quarters of an hour. */
  readonly flows?: TakenFlows
  /** Lengths of agents' states to add to the stored days. */
  readonly lengths?: readonly CountedLengths[]
}

/**
 * Records one feed: changes become segments, what proves them becomes coverage, and both become aggregates. It does no
 * I/O. Instants are epoch milliseconds of the recording clock and do not decrease.
 */
export interface FeedRecorder {
  /** Records changes as they are: each must differ from the rows, as the changes of `Statistics` do. */
  readonly changed: (seq: number, at: number, changes: readonly EncodedChange[]) => void
  /** The state of each known source at `at`. */
  readonly confirmed: (at: number, sources: ReadonlyMap<string, SourceState>) => void
  /** All rows of these sources, after changes may have been lost: what differs is recorded as a change. */
  readonly replaced: (seq: number, at: number, full: readonly DatedSource[]) => void
  /** No source is live from its last confirmation on, until it is confirmed again. */
  readonly gap: (at: number, kind: GapKind) => void
  /**
   * The stored coverage of a source was split at `at`, because what lies before it is damaged: the open span starts there,
   * and the next flush writes a keyframe.
   */
  readonly split: (dataSource: string, at: number) => void
  /** Which queues agents and campaigns have from now on. */
  readonly setSkills: (skills: SkillMap) => void
  /** All rows as of the last change. */
  readonly full: () => readonly DatedSource[]
  /** Everything since the last call. */
  readonly take: (at: number) => RecordedBatch
}

interface SourceRecording {
  /** All rows as of the last change. */
  readonly rows: RowFold
  /** The changes since the last flush. */
  readonly pending: SegmentLines
  readonly closed: CoverageSpan[]
  coverage: CoverageState
  keyframeAt: number | undefined
  /**
   * The length of the rows in a keyframe; that of the changes that were flushed after the last keyframe or seek point, and
   * their segments.
   */
  rowsChars: number
  changedChars: number
  changedSegments: number
  /** The end of the last segment with changes. */
  lastEnd: SegmentEnd | undefined
  /** The keyframe with which the recording starts, until it is taken. */
  firstKeyframe: Segment | undefined
}

const startedRecording = (rows: RowFold, coverage: CoverageState): SourceRecording => ({
  ...{ rows, coverage, pending: createSegmentLines(), closed: [], keyframeAt: undefined },
  ...{ rowsChars: 0, changedChars: 0, changedSegments: 0, lastEnd: undefined, firstKeyframe: undefined },
})

const dayMs = 86_400_000
const dayOf = (at: number): number => Math.floor(at / dayMs)

const isKeyframeDue = ({ keyframeAt }: SourceRecording, at: number): boolean =>
  keyframeAt !== undefined && (at - keyframeAt >= keyframeEveryMs || dayOf(at) !== dayOf(keyframeAt))

/** The segment with the end of the one before it. */
function linked(recording: SourceRecording, segment: Segment | undefined): Segment | undefined {
  const { lastEnd: previous } = recording
  if (segment === undefined) return undefined
  recording.lastEnd = { at: segment.endsAt, seq: segment.lastSeq }
  return previous === undefined ? segment : { ...segment, previous }
}

function addLine(
  lines: SegmentLines,
  { added, updated, removed, line }: EncodedChange,
  end: SegmentEnd,
): void {
  if (line === undefined) lines.add({ ...end, added, updated, removed })
  else lines.addLine(line, end)
}

/** All rows as a segment. */
function wholeRows(
  recording: SourceRecording,
  kind: 'keyframe' | 'seek-point',
  at: number,
  seq: number,
): Segment | undefined {
  const line = createSegmentLines()
  const rows = recording.rows.currentRows()
  line.addTables(rows, { at, seq })
  recording.rowsChars = line.chars()
  recording.changedChars = -recording.pending.chars() // the rows hold what is not flushed yet
  recording.changedSegments = 0
  return line.pack(kind, 'recording')
}

function isSeekPointDue(
  { keyframeAt, rowsChars, changedChars, changedSegments }: SourceRecording,
  minChars: number,
): boolean {
  if (keyframeAt === undefined || changedSegments === 0) return false
  const readChars = changedChars + changedSegments * charsOfSegment
  return readChars >= Math.max(minChars, seekPointFactor * (linesOverTables * rowsChars + charsOfSegment))
}

/** The segments of a source since the last flush. @param seq the number of the last change of the feed */
function takeSegments(
  recording: SourceRecording,
  at: number,
  seq: number,
  minSeekPointChars: number,
): readonly Segment[] {
  recording.changedChars += recording.pending.chars()
  const changes = linked(recording, recording.pending.pack('changes', 'recording'))
  if (changes !== undefined) recording.changedSegments += 1
  const { firstKeyframe } = recording
  recording.firstKeyframe = undefined
  const isDue = isKeyframeDue(recording, at)
  if (isDue) recording.keyframeAt = at
  const kind = isDue ? 'keyframe' : isSeekPointDue(recording, minSeekPointChars) ? 'seek-point' : undefined
  const rows = kind === undefined ? undefined : wholeRows(recording, kind, at, seq)
  return [firstKeyframe, changes, rows].filter((segment) => segment !== undefined)
}

/** Whether an event finds no silence of a live source and proves nothing, as most of them do. */
const isWithoutSilence = ({ endsAt }: CoverageState, { type, at }: CoverageEvent): boolean =>
  type === 'tick' && at - endsAt <= silentAfterMs

/** The changes that lead from some rows to others. */
function differenceOf(before: readonly DatedSource[], after: readonly DatedSource[]): readonly Change[] {
  const statistics = createStatistics()
  statistics.applyFull(before)
  return statistics.applyFull(after)
}

export function createFeedRecorder(options: {
  /** When the recorder started. A source that was never recorded is covered from here on. */
  readonly startedAt: number
  /** Where the stored coverage of each source ends: a gap of `kind` continues it, so that no time is left out. */
  readonly continues?: { readonly from: ReadonlyMap<string, number>; readonly kind: GapKind }
  /** The data source whose rows are queues. */
  readonly queueSource: string
  /** No seek point is written while what follows the last one is read in the time of fewer characters. */
  readonly minSeekPointChars?: number
}): FeedRecorder {
  const {
    startedAt,
    continues = { from: new Map<string, number>(), kind: 'server-off' },
    queueSource,
    minSeekPointChars = defaultMinSeekPointChars,
  } = options
  const queueRows = createRowFold()
  const aggregator = createQueueAggregator(queueSource, 'minute', queueRows)
  const [calls, flows, lengths] = [createCallCounter(), createFlowCounter(), createStateLengths()]
  const sources = new Map<string, SourceRecording>()
  for (const dataSource of continues.from.keys()) recordingOf(dataSource)
  let seq = 0

  function recordingOf(dataSource: string): SourceRecording {
    const known = sources.get(dataSource)
    if (known !== undefined) return known
    const coverage = openGap(continues.kind, continues.from.get(dataSource) ?? startedAt)
    const created = startedRecording(dataSource === queueSource ? queueRows : createRowFold(), coverage)
    sources.set(dataSource, created)
    return created
  }

  function cover(dataSource: string, event: CoverageEvent): void {
    const recording = recordingOf(dataSource)
    const wasLive = recording.coverage.kind === 'live'
    if (wasLive && isWithoutSilence(recording.coverage, event)) return
    const { state, closed } = coverageAfter(recording.coverage, event)
    recording.coverage = state
    recording.closed.push(...closed)
    if (dataSource === callsSource) calls.setLive(state.kind === 'live')
    flows.setLive(dataSource, state.kind === 'live')
    if (dataSource === DataSource.AgentState) lengths.setLive(state.kind === 'live')
    if (dataSource !== queueSource) return
    // A silence that ended with this event was no live time, although the source is live before and after it.
    if (wasLive && (state.kind !== 'live' || closed.length > 0)) aggregator.interrupted()
    if (state.kind === 'live') aggregator.confirmed(state.endsAt)
  }

  function record(newSeq: number, at: number, changes: readonly EncodedChange[]): void {
    seq = newSeq
    aggregator.changed(at, changes) // and the rows of the queues
    calls.changed(at, changes)
    flows.changed(at, changes)
    lengths.changed(at, changes)
    for (const change of changes) {
      const { rows } = recordingOf(change.dataSource)
      if (rows !== queueRows) rows.applyChange(change)
    }
    for (const change of changes) {
      const recording = recordingOf(change.dataSource)
      addLine(recording.pending, change, { at, seq })
      // The recording of a source starts with all its rows, so that it can be read from its first instant on.
      if (recording.keyframeAt === undefined) {
        recording.keyframeAt = at
        recording.firstKeyframe = wholeRows(recording, 'keyframe', at, seq)
      }
      // A change continues what is confirmed, and confirms nothing else.
      if (recording.coverage.kind === 'live') cover(change.dataSource, { type: 'confirmed', at })
    }
  }

  const full = (): readonly DatedSource[] =>
    [...sources]
      .filter(([, { keyframeAt }]) => keyframeAt !== undefined)
      .map(([dataSource, { rows }]) => ({ dataSource, data: rows.rows() }))

  /** A silence before this instant is no live time of the rows that are about to be replaced. */
  function detectSilence(at: number): void {
    for (const dataSource of sources.keys()) cover(dataSource, { type: 'tick', at })
  }

  return {
    changed(newSeq, at, changes) {
      detectSilence(at)
      record(newSeq, at, changes)
    },
    replaced(newSeq, at, rows) {
      detectSilence(at)
      record(newSeq, at, differenceOf(full(), rows))
    },
    confirmed(at, states) {
      for (const [dataSource, state] of states)
        cover(
          dataSource,
          'confirmedAt' in state
            ? { type: 'confirmed', at: state.confirmedAt }
            : { type: 'gap', at: state.since, kind: state.gap },
        )
      detectSilence(at)
    },
    gap(at, kind) {
      for (const dataSource of sources.keys()) cover(dataSource, { type: 'gap', at, kind })
    },
    split(dataSource, at) {
      const recording = sources.get(dataSource)
      if (recording === undefined) return
      const { startsAt, endsAt, kind } = recording.coverage
      if (startsAt < at) recording.coverage = { kind, startsAt: at, endsAt: Math.max(at, endsAt) }
      recording.keyframeAt = -Infinity
    },
    setSkills: flows.setSkills,
    full,
    take(at) {
      const segments = [...sources].flatMap(([dataSource, recording]) =>
        takeSegments(recording, at, seq, minSeekPointChars).map((segment) => ({ dataSource, segment })),
      )
      const coverage = [...sources].flatMap(([dataSource, { closed, coverage: open }]) =>
        [...closed.splice(0), open]
          .filter(({ startsAt, endsAt }) => endsAt > startsAt)
          .map((span) => ({ dataSource, span })),
      )
      const minutes = aggregator.take()
      flows.waited(minutes)
      const counted = { calls: calls.take(), flows: flows.take(at), lengths: lengths.take() }
      return { segments, coverage, minutes, ...counted }
    },
  }
}
