import { createStateSpans, type RecordedChange, type Span } from '@wallboard/history'
import type { AgentTimeline } from '@wallboard/relay/rest/agent-timeline'
import { DataSource } from '@wallboard/five9/identifiers'
import type { FeedName, HistoryStore } from '../store/history-store.ts'
import { aheadOfClock, byWallClock, setBackAt } from './clock-ahead.ts'
import { joinedSpans } from './read-coverage.ts'
import type { OnDamage } from './read-moment.ts'
import { readRuns, reportLost, withLost, type LostSpan, type ReadableRun } from './readable-runs.ts'
import { changesWhere, isDamage } from './segment-changes.ts'

/** A new recording of a source has its first keyframe within this time. */
const keyframeWithinMs = 60_000
const source = DataSource.AgentState

interface TimelineRequest {
  readonly agentId: string
  readonly from: number
  readonly to: number
}

interface TimelineDeps {
  readonly onDamage: OnDamage
  readonly pause: () => Promise<void>
}

/**
 * The states of one agent in `[from, to)`, epoch milliseconds, while AGENT_STATE was recorded live and can be read. Only the
 * lines that name the agent are parsed: a day of a large floor holds hundreds of thousands.
 */
async function readRecorded(
  store: HistoryStore,
  feed: number,
  { agentId, from, to }: TimelineRequest,
  { onDamage, pause }: TimelineDeps,
): Promise<AgentTimeline> {
  const coverage = await store.coverage(feed, source, from, to)
  const spans = createStateSpans()
  const idText = JSON.stringify(agentId)
  const isWanted = (line: string) => line.includes(idText)
  const rowIn = ({ added }: RecordedChange) => added.find(({ id }) => id === agentId)

  function apply({ at, added, updated, removed }: RecordedChange): void {
    if (removed.includes(agentId)) spans.replaced(at, undefined)
    for (const row of added) if (row.id === agentId) spans.replaced(at, row)
    for (const row of updated) if (row.id === agentId) spans.changed(at, row)
  }

  /** The first keyframe of a recording that has started again: its rows replace what was known before. */
  async function firstKeyframe(
    feedId: number,
    { startsAt, endsAt }: Span,
  ): Promise<RecordedChange | undefined> {
    const at = await store.nextKeyframeAt(feedId, source, startsAt)
    if (at === undefined || at - startsAt > keyframeWithinMs || at >= endsAt) return undefined
    const keyframe = await store.keyframe(feedId, source, at)
    try {
      return (
        keyframe &&
        (changesWhere(keyframe, isWanted)[0] ?? { at, seq: 0, added: [], updated: [], removed: [] })
      )
    } catch (error) {
      if (isDamage(error)) return undefined
      throw error
    }
  }

  function applyRun({ startsAt, endsAt, keyframe, changes }: ReadableRun, first: RecordedChange | undefined) {
    spans.replaced(startsAt, rowIn(keyframe))
    const isIn = first !== undefined && first.at > startsAt && first.at < endsAt
    const [before, after] = isIn
      ? [changes.filter(({ at }) => at < first.at), changes.filter(({ at }) => at >= first.at)]
      : [changes, []]
    for (const change of before) apply({ ...change, at: Math.max(change.at, startsAt) })
    if (isIn) spans.replaced(first.at, rowIn(first))
    for (const change of after) apply(change)
    spans.ended(endsAt)
  }

  async function readLive(feedId: number, range: Span): Promise<readonly LostSpan[]> {
    const request = { from: range.startsAt, to: range.endsAt, coverage, isWanted, pause }
    const { runs, lost } = await readRuns(store, feedId, source, request)
    reportLost(source, lost, coverage, onDamage)
    const first = await firstKeyframe(feedId, range)
    for (const run of runs) applyRun(run, first)
    return lost
  }

  const lost: LostSpan[] = []
  for (const { kind, startsAt, endsAt } of joinedSpans(coverage))
    if (kind === 'live')
      lost.push(
        ...(await readLive(feed, { startsAt: Math.max(from, startsAt), endsAt: Math.min(to, endsAt) })),
      )
  return {
    ...{ from, to, spans: [...spans.spans()] },
    gaps: joinedSpans(withLost(coverage, lost)).flatMap(({ kind, ...span }) =>
      kind === 'live' ? [] : [{ kind, ...span }],
    ),
  }
}

/**
 * The states of one agent in `[from, to)`, epoch milliseconds, while AGENT_STATE was recorded live and can be read. Where
 * the clock was set far back, the last state at each time of day counts: what was recorded since is dated back to the
 * present clock.
 *
 * @param deps.onDamage damage that this reading found
 * @param deps.pause lets other requests pass
 * @param deps.now the wall clock
 * @throws StorageError when the files cannot be read
 */
export async function readAgentTimeline(
  store: HistoryStore,
  name: FeedName,
  request: TimelineRequest,
  deps: TimelineDeps & { readonly now?: number },
): Promise<AgentTimeline> {
  const { from, to } = request
  const { now = Infinity } = deps
  const feed = await store.findFeed(name)
  if (feed === undefined) return { from, to, spans: [], gaps: [] }
  const aheadMs = aheadOfClock(await store.extent(feed), now)
  const backAt = setBackAt(aheadMs === 0 ? [] : await store.coverage(feed, source, now, Infinity), aheadMs)
  if (backAt === undefined || to <= backAt) return readRecorded(store, feed, request, deps)
  const before = await readRecorded(store, feed, { ...request, to: Math.max(from, backAt) }, deps)
  const since = { ...request, from: Math.max(from, backAt) + aheadMs, to: to + aheadMs }
  const after = await readRecorded(store, feed, since, deps)
  const dated = <Each extends Span>(spans: readonly Each[]) => spans.map((span) => byWallClock(span, aheadMs))
  return {
    ...{ from, to, spans: [...before.spans, ...dated(after.spans)] },
    gaps: [...before.gaps, ...dated(after.gaps)],
  }
}
