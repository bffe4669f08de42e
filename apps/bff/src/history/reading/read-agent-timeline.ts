import { createStateSpans, type RecordedChange, type Segment } from '@wallboard/history'
import type { AgentTimeline } from '@wallboard/relay/rest/agent-timeline'
import { DataSource } from '@wallboard/five9/identifiers'
import type { FeedName, HistoryStore } from '../store/history-store.ts'
import { joinedSpans } from './read-coverage.ts'
import type { OnDamage } from './read-moment.ts'
import { changesWhere, DamagedFrom, isDamage } from './segment-changes.ts'

/** A new recording of a source has its first keyframe within this time. */
const keyframeWithinMs = 60_000
/** Other requests are served between so many segments. */
const segmentsAtOnce = 50

interface Range {
  readonly startsAt: number
  readonly endsAt: number
}

const source = DataSource.AgentState

/** The first keyframe of a recording that has started again: its rows replace what was known before. */
async function keyframeSoonAfter(store: HistoryStore, feed: number, { startsAt, endsAt }: Range) {
  const at = await store.nextKeyframeAt(feed, source, startsAt)
  const isNew = at !== undefined && at - startsAt <= keyframeWithinMs && at < endsAt
  return isNew ? store.keyframe(feed, source, at) : undefined
}

/**
 * The states of one agent in `[from, to)`, epoch milliseconds, while AGENT_STATE was recorded live. Only the lines that
 * name the agent are parsed: a day of a large floor holds hundreds of thousands.
 *
 * @param pause lets other requests pass
 * @throws StorageError when the files cannot be read
 */
export async function readAgentTimeline(
  store: HistoryStore,
  name: FeedName,
  { agentId, from, to }: { readonly agentId: string; readonly from: number; readonly to: number },
  { onDamage, pause }: { readonly onDamage: OnDamage; readonly pause: () => Promise<void> },
): Promise<AgentTimeline> {
  const feed = await store.findFeed(name)
  if (feed === undefined) return { from, to, spans: [], gaps: [] }
  const coverage = joinedSpans(await store.coverage(feed, source, from, to))
  const spans = createStateSpans()
  const idText = JSON.stringify(agentId)
  const changesOf = (segment: Segment) => changesWhere(segment, (line) => line.includes(idText))

  function apply({ at: changedAt, added, updated, removed }: RecordedChange, range: Range): void {
    if (changedAt >= range.endsAt) return
    const at = Math.max(changedAt, range.startsAt)
    if (removed.includes(agentId)) spans.replaced(at, undefined)
    for (const row of added) if (row.id === agentId) spans.replaced(at, row)
    for (const row of updated) if (row.id === agentId) spans.changed(at, row)
  }

  /** The whole row of the agent; of a keyframe that does not name the agent there is none. */
  function replace(keyframe: Segment, range: Range): void {
    const row = changesOf(keyframe)
      .flatMap(({ added }) => added)
      .find(({ id }) => id === agentId)
    spans.replaced(Math.max(keyframe.startsAt, range.startsAt), row)
  }

  async function readLive(feedId: number, range: Range): Promise<void> {
    const before = await store.keyframe(feedId, source, range.startsAt)
    const next = await keyframeSoonAfter(store, feedId, range)
    const first = before ?? next
    if (first === undefined) return
    if (before !== undefined) replace(before, range)
    const pending = next === undefined ? [] : [next]
    const replaceUntil = (at: number) => {
      while (pending[0] !== undefined && pending[0].startsAt <= at) {
        replace(pending[0], range)
        pending.shift()
      }
    }
    const segments = await store.changes(feedId, source, first.startsAt, range.endsAt)
    for (const [index, segment] of segments.entries()) {
      if (index % segmentsAtOnce === segmentsAtOnce - 1) await pause()
      for (const change of changesOf(segment)) {
        if (change.at < first.startsAt || (change.at === first.startsAt && change.seq <= first.lastSeq))
          continue
        replaceUntil(change.at)
        apply(change, range)
      }
    }
    replaceUntil(Infinity)
  }

  const damaged: { kind: 'damaged'; startsAt: number; endsAt: number }[] = []
  for (const { kind, ...span } of coverage) {
    if (kind !== 'live') continue
    const range = { startsAt: Math.max(from, span.startsAt), endsAt: Math.min(to, span.endsAt) }
    try {
      await readLive(feed, range)
    } catch (error) {
      if (!isDamage(error)) throw error
      onDamage(source, error instanceof DamagedFrom ? error.from : range.startsAt)
      damaged.push({ kind: 'damaged', ...range })
    }
    spans.ended(range.endsAt)
  }
  return {
    ...{ from, to, spans: [...spans.spans()] },
    gaps: [
      ...coverage.flatMap(({ kind, ...span }) => (kind === 'live' ? [] : [{ kind, ...span }])),
      ...damaged,
    ],
  }
}
