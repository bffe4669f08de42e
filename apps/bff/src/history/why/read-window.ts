import {
  recordedState,
  windowFacts,
  windowSources,
  type RecordedChange,
  type SkillMap,
  type WindowFacts,
  type WindowSource,
} from '@wallboard/history'
import type { Row } from '@wallboard/statistics'
import type { OnDamage } from '../reading/read-moment.ts'
import { readRuns, reportLost, withLost, type LostSpan, type ReadableRun } from '../reading/readable-runs.ts'
import type { HistoryStore } from '../store/history-store.ts'

type Store = Pick<HistoryStore, 'keyframe' | 'nextKeyframeAt' | 'changes' | 'linkAfter' | 'coverage'>

const rowsAt = (dataSource: string, { keyframe, changes }: ReadableRun, at: number): readonly Row[] =>
  recordedState([{ dataSource, keyframe, changes }], at).full([dataSource])[0]?.data ?? []

/** A keyframe that follows damage, as a change: its rows take the place of all rows before. */
const asChange = (keyframe: RecordedChange, before: readonly Row[]): RecordedChange => ({
  ...keyframe,
  removed: before.map(({ id }) => id),
})

/** The changes after an instant, with the rows that each run begins with. */
function changesAfter(dataSource: string, runs: readonly ReadableRun[], from: number): RecordedChange[] {
  return runs.flatMap((run, index) => {
    const former = runs[index - 1]
    const before = former === undefined ? [] : rowsAt(dataSource, former, former.endsAt)
    const start = run.startsAt <= from ? [] : [asChange(run.keyframe, before)]
    return [...start, ...run.changes.filter(({ at }) => at > from)]
  })
}

/** What changed while nothing could be read has no instant: live time goes on after the rows are known again. */
const afterRows = (lost: readonly LostSpan[], to: number): readonly LostSpan[] =>
  lost.map((span) => ({ ...span, endsAt: Math.min(to, span.endsAt + 1) }))

async function readSource(
  store: Store,
  feed: number,
  dataSource: string,
  { from, to }: { readonly from: number; readonly to: number },
  onDamage: OnDamage,
): Promise<WindowSource> {
  const coverage = await store.coverage(feed, dataSource, from, to)
  const { runs, lost } = await readRuns(store, feed, dataSource, { from, to: to + 1, coverage })
  reportLost(dataSource, lost, coverage, onDamage)
  const [first] = runs
  const isKnown = first !== undefined && first.startsAt <= from
  // Without a keyframe the recording began within the window: what was before is not known.
  if (!isKnown && lost.length === 0) return { dataSource, rows: [], changes: [], coverage: [] }
  return {
    dataSource,
    rows: isKnown ? rowsAt(dataSource, first, from) : [],
    changes: changesAfter(dataSource, runs, from),
    coverage: withLost(coverage, afterRows(lost, to)),
  }
}

/**
 * The facts of a queue in a recorded window, and when each data source was live in it. Time that cannot be read is
 * `damaged`, and counted nowhere.
 *
 * @param onDamage damage that this reading found
 */
export async function readWindow(
  store: Store,
  feed: number,
  request: {
    readonly from: number
    readonly to: number
    readonly queueId: string
    readonly skills: SkillMap
  },
  onDamage: OnDamage = () => undefined,
): Promise<{ readonly facts: WindowFacts; readonly sources: readonly WindowSource[] }> {
  const sources: WindowSource[] = []
  for (const dataSource of windowSources)
    sources.push(await readSource(store, feed, dataSource, request, onDamage))
  return { facts: windowFacts({ ...request, sources }), sources }
}
