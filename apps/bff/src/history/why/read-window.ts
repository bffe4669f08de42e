import {
  recordedState,
  windowFacts,
  windowSources,
  type SkillMap,
  type WindowFacts,
  type WindowSource,
} from '@wallboard/history'
import type { CoverageSpan } from '@wallboard/relay/coverage'
import type { HistoryStore } from '../store/history-store.ts'
import { maxKeyframeAgeMs } from '../reading/read-moment.ts'
import { changesIn, isDamage } from '../reading/segment-changes.ts'

type Store = Pick<HistoryStore, 'keyframe' | 'changes' | 'coverage'>

/** The source as not live in the window, because it cannot be read. */
const damaged = (dataSource: string, from: number, to: number): WindowSource => ({
  ...{ dataSource, rows: [], changes: [] },
  coverage: [{ kind: 'damaged', startsAt: from, endsAt: to }],
})

async function readChanges(
  store: Store,
  feed: number,
  dataSource: string,
  {
    from,
    to,
    coverage,
  }: { readonly from: number; readonly to: number; readonly coverage: readonly CoverageSpan[] },
): Promise<WindowSource> {
  const stored = await store.keyframe(feed, dataSource, from)
  const keyframe = stored === undefined ? undefined : changesIn(stored)[0]
  // Without a keyframe the recording began within the window: what was before is not known.
  if (stored === undefined || keyframe === undefined)
    return { dataSource, rows: [], changes: [], coverage: [] }
  const wasLive = coverage.some(
    ({ kind, startsAt, endsAt }) => kind === 'live' && startsAt <= from && from < endsAt,
  )
  if (wasLive && from - stored.startsAt > maxKeyframeAgeMs) return damaged(dataSource, from, to)
  const segments = await store.changes(feed, dataSource, stored.startsAt, to)
  const changes = segments.flatMap(changesIn).filter(({ seq, at }) => seq > keyframe.seq && at <= to)
  const state = recordedState([{ dataSource, keyframe, changes }], from)
  return {
    dataSource,
    rows: state.full([dataSource])[0]?.data ?? [],
    changes: changes.filter(({ at }) => at > from),
    coverage,
  }
}

async function readSource(
  store: Store,
  feed: number,
  dataSource: string,
  from: number,
  to: number,
): Promise<WindowSource> {
  const coverage = await store.coverage(feed, dataSource, from, to)
  try {
    return await readChanges(store, feed, dataSource, { from, to, coverage })
  } catch (error) {
    if (isDamage(error)) return damaged(dataSource, from, to)
    throw error
  }
}

/** The facts of a queue in a recorded window, and when each data source was live in it. */
export async function readWindow(
  store: Store,
  feed: number,
  request: {
    readonly from: number
    readonly to: number
    readonly queueId: string
    readonly skills: SkillMap
  },
): Promise<{ readonly facts: WindowFacts; readonly sources: readonly WindowSource[] }> {
  const { from, to } = request
  const sources: WindowSource[] = []
  for (const dataSource of windowSources) sources.push(await readSource(store, feed, dataSource, from, to))
  return { facts: windowFacts({ ...request, sources }), sources }
}
