import { createStatistics, type Change } from '@wallboard/statistics'
import { createQueueAggregator, type TakenBuckets } from '../aggregates/queue-aggregator.ts'
import {
  coverageAfter,
  openGap,
  type CoverageEvent,
  type CoverageSpan,
  type CoverageState,
  type GapKind,
} from '../coverage/coverage-state.ts'
import type { RecordedChange } from '../segments/segment-line.ts'
import { packSegment, type Segment } from '../segments/segment.ts'

/** A keyframe holds all rows of a source: reading an instant starts at the keyframe before it. */
export const keyframeEveryMs = 300_000

/** Whether a data source is live: the instant of its last confirmation, or why it is not. */
export type SourceState = { readonly confirmedAt: number } | { readonly gap: GapKind; readonly since: number }

/** What a flush writes, in one transaction. */
export interface RecordedBatch {
  readonly segments: readonly { readonly dataSource: string; readonly segment: Segment }[]
  /** Spans to insert or to extend: a span with the same source and start replaces the stored one. */
  readonly coverage: readonly { readonly dataSource: string; readonly span: CoverageSpan }[]
  /** Live time to add to the stored minutes. */
  readonly minutes: TakenBuckets
}

/**
 * Records one feed: changes become segments, what proves them becomes coverage, and both become aggregates. It does no
 * I/O. Instants are epoch milliseconds of the recording clock and do not decrease.
 */
export interface FeedRecorder {
  readonly changed: (seq: number, at: number, changes: readonly Change[]) => void
  /** The state of each known source at `at`. */
  readonly confirmed: (at: number, sources: ReadonlyMap<string, SourceState>) => void
  /** Changes were lost before they reached the recorder. Keyframes are written again before data counts as live. */
  readonly lost: (at: number, kind: GapKind) => void
  /** Everything since the last call. */
  readonly take: (at: number) => RecordedBatch
}

interface SourceRecording {
  readonly pending: RecordedChange[]
  readonly closed: CoverageSpan[]
  coverage: CoverageState
  keyframeAt: number | undefined
}

const dayMs = 86_400_000
const dayOf = (at: number): number => Math.floor(at / dayMs)

export function createFeedRecorder(options: {
  /** When the recorder started: until the first confirmation a source is a gap of this kind. */
  readonly startedAt: number
  readonly startKind: GapKind
  /** The data source whose rows are queues. */
  readonly queueSource: string
}): FeedRecorder {
  const statistics = createStatistics()
  const aggregator = createQueueAggregator(options.queueSource, 'minute')
  const sources = new Map<string, SourceRecording>()
  let seq = 0

  function recordingOf(dataSource: string): SourceRecording {
    const known = sources.get(dataSource)
    if (known !== undefined) return known
    const created: SourceRecording = {
      ...{ pending: [], closed: [], keyframeAt: undefined },
      coverage: openGap(options.startKind, options.startedAt),
    }
    sources.set(dataSource, created)
    return created
  }

  function cover(dataSource: string, event: CoverageEvent): void {
    const recording = recordingOf(dataSource)
    const wasLive = recording.coverage.kind === 'live'
    const { state, closed } = coverageAfter(recording.coverage, event)
    recording.coverage = state
    recording.closed.push(...closed)
    if (dataSource !== options.queueSource) return
    // A silence that ended with this event was no live time, although the source is live before and after it.
    if (wasLive && (state.kind !== 'live' || closed.length > 0)) aggregator.interrupted()
    if (state.kind === 'live') aggregator.confirmed(state.endsAt)
  }

  const isKeyframeDue = ({ keyframeAt }: SourceRecording, at: number): boolean =>
    keyframeAt === undefined || at - keyframeAt >= keyframeEveryMs || dayOf(at) !== dayOf(keyframeAt)

  function keyframe(dataSource: string, at: number): Segment | undefined {
    const rows = statistics.full([dataSource]).flatMap(({ data }) => data)
    return packSegment('keyframe', [{ at, seq, added: rows, updated: [], removed: [] }], 'recording')
  }

  function segmentsOf(dataSource: string, recording: SourceRecording, at: number): readonly Segment[] {
    const changes = packSegment('changes', recording.pending.splice(0), 'recording')
    if (!isKeyframeDue(recording, at)) return changes === undefined ? [] : [changes]
    recording.keyframeAt = at
    return [changes, keyframe(dataSource, at)].filter((segment) => segment !== undefined)
  }

  return {
    changed(newSeq, at, changes) {
      seq = newSeq
      // A silence before this change is no live time of the rows that it replaces.
      for (const dataSource of sources.keys()) cover(dataSource, { type: 'tick', at })
      statistics.applyChanges(changes)
      aggregator.changed(at, changes)
      for (const { dataSource, added, updated, removed } of changes) {
        const recording = recordingOf(dataSource)
        recording.pending.push({ at, seq, added, updated, removed })
        // A change continues what is confirmed, and confirms nothing else.
        if (recording.coverage.kind === 'live') cover(dataSource, { type: 'confirmed', at })
      }
    },
    confirmed(at, states) {
      for (const [dataSource, state] of states)
        cover(
          dataSource,
          'confirmedAt' in state
            ? { type: 'confirmed', at: state.confirmedAt }
            : { type: 'gap', at: state.since, kind: state.gap },
        )
      for (const dataSource of sources.keys()) cover(dataSource, { type: 'tick', at })
    },
    lost(at, kind) {
      for (const [dataSource, recording] of sources) {
        recording.keyframeAt = undefined
        cover(dataSource, { type: 'gap', at, kind })
      }
    },
    take(at) {
      const segments = [...sources].flatMap(([dataSource, recording]) =>
        segmentsOf(dataSource, recording, at).map((segment) => ({ dataSource, segment })),
      )
      const coverage = [...sources].flatMap(([dataSource, { closed, coverage: open }]) =>
        [...closed.splice(0), open]
          .filter(({ startsAt, endsAt }) => endsAt > startsAt)
          .map((span) => ({ dataSource, span })),
      )
      return { segments, coverage, minutes: aggregator.take() }
    },
  }
}
