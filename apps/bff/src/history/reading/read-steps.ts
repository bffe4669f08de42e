import { changeOf, type RecordedChange } from '@wallboard/history'
import type { CoverageSpan } from '@wallboard/relay/coverage'
import { createChangeMerger, type Change, type DatedSource } from '@wallboard/statistics'
import type { RecordedNames } from '../recording/recorded-names.ts'
import type { FeedName, HistoryStore } from '../store/history-store.ts'
import { joinedSpans } from './read-coverage.ts'
import { readNames, type OnDamage } from './read-moment.ts'
import { readRuns, reportLost, withLost } from './readable-runs.ts'
import { changesIn, isDamage } from './segment-changes.ts'

/** What happened in one step of a replay, which ends at `at` (epoch milliseconds). */
export interface RecordedStep {
  readonly at: number
  /** Data sources whose rows were recorded whole in this step: they replace all earlier rows. */
  readonly full: readonly DatedSource[]
  /** What changed after that, with final values. */
  readonly changes: readonly Change[]
}

/** A part of a recording. Instants are epoch milliseconds of the recording clock. */
export interface RecordedSteps {
  /** Until when this part reaches: earlier than requested where the recording ends. */
  readonly to: number
  /** The steps in which something happened, in order. */
  readonly steps: readonly RecordedStep[]
  readonly coverage: readonly { readonly dataSource: string; readonly spans: readonly CoverageSpan[] }[]
  /** The last names that were recorded in this part; undefined when they did not change. */
  readonly names: { readonly at: number; readonly names: RecordedNames } | undefined
}

/** The part `(from, to]` in steps of `stepMs`, the first of which ends at `from + stepMs`. */
export interface StepsRange {
  readonly from: number
  readonly to: number
  readonly stepMs: number
}

interface Line {
  readonly dataSource: string
  readonly isKeyframe: boolean
  readonly change: RecordedChange
}

interface ReadLines {
  readonly lines: readonly Line[]
  readonly spans: readonly CoverageSpan[]
}

/**
 * All keyframes in `(from, to]` that can be read: a recording that started again has rows that no change tells of. One
 * that is damaged is needed only where changes are missing before it.
 */
async function keyframesIn(
  store: HistoryStore,
  feed: number,
  dataSource: string,
  { from, to }: StepsRange,
): Promise<readonly RecordedChange[]> {
  const found: RecordedChange[] = []
  for (let at = to; ;) {
    const keyframe = await store.keyframe(feed, dataSource, at)
    if (keyframe === undefined || keyframe.startsAt <= from) return found
    try {
      found.push(...changesIn(keyframe))
    } catch (error) {
      if (!isDamage(error)) throw error
    }
    at = keyframe.startsAt - 1
  }
}

/** The lines of a data source. What is damaged has none until the next keyframe, and is covered as damaged. */
async function readLines(
  store: HistoryStore,
  feed: number,
  dataSource: string,
  range: StepsRange,
  onDamage: OnDamage,
): Promise<ReadLines> {
  const { from } = range
  const to = range.to + 1
  const stored = await store.coverage(feed, dataSource, from, to)
  const read = { from, to, coverage: stored, changesFrom: from }
  const { runs, lost } = await readRuns(store, feed, dataSource, read)
  reportLost(dataSource, lost, stored, onDamage)
  const spans = joinedSpans(withLost(stored, lost))
  const isDamaged = (at: number) =>
    spans.some(({ kind, startsAt, endsAt }) => kind === 'damaged' && at >= startsAt && at < endsAt)
  const keyframes = runs.length === 0 ? [] : await keyframesIn(store, feed, dataSource, range)
  const lines = [
    ...runs.flatMap(({ changes }) => changes).map((change) => ({ dataSource, isKeyframe: false, change })),
    ...keyframes.map((change) => ({ dataSource, isKeyframe: true, change })),
  ]
  return {
    spans,
    lines: lines.filter(({ change: { at } }) => at > from && at <= range.to && !isDamaged(at)),
  }
}

/** By instant. What was written at one instant keeps its order: changes by their numbers, then the rows that hold them. */
const inOrder = (one: Line, other: Line): number =>
  one.change.at - other.change.at ||
  one.change.seq - other.change.seq ||
  Number(one.isKeyframe) - Number(other.isKeyframe)

function stepOf(at: number, lines: readonly Line[]): RecordedStep {
  const full = new Map<string, DatedSource>()
  const merger = createChangeMerger()
  // Changes before the last keyframe of their source are part of it.
  const lastKeyframe = new Map<string, Line>()
  for (const line of lines) if (line.isKeyframe) lastKeyframe.set(line.dataSource, line)
  const pending = new Set(lastKeyframe.keys())
  for (const line of lines) {
    const { dataSource, change } = line
    if (lastKeyframe.get(dataSource) === line) {
      full.set(dataSource, { dataSource, data: change.added })
      pending.delete(dataSource)
    } else if (!pending.has(dataSource)) merger.add([changeOf(dataSource, change)])
  }
  return { at, full: [...full.values()], changes: merger.take() }
}

function stepsOf(lines: readonly Line[], { from, stepMs }: StepsRange): readonly RecordedStep[] {
  const byStep = new Map<number, Line[]>()
  for (const line of lines) {
    const at = from + Math.ceil((line.change.at - from) / stepMs) * stepMs
    const known = byStep.get(at)
    if (known === undefined) byStep.set(at, [line])
    else known.push(line)
  }
  return [...byStep].map(([at, own]) => stepOf(at, own))
}

/**
 * What a feed received in `(from, to]`, in steps: within a step only the last value of each field is kept. Undefined for a
 * feed that was never recorded.
 *
 * @param onDamage damage that this reading found
 * @throws StorageError when the files cannot be read
 */
export async function readSteps(
  store: HistoryStore,
  name: FeedName,
  dataSources: readonly string[],
  requested: StepsRange,
  onDamage: OnDamage = () => undefined,
): Promise<RecordedSteps | undefined> {
  const feed = await store.findFeed(name)
  const extent = feed === undefined ? undefined : await store.extent(feed)
  if (feed === undefined || extent === undefined) return undefined
  const { from, stepMs } = requested
  const wholeSteps = Math.floor((Math.min(requested.to, extent.to) - from) / stepMs)
  const range = { from, stepMs, to: from + Math.max(0, wholeSteps) * stepMs }
  const read = await Promise.all(
    dataSources.map(async (dataSource) => ({
      dataSource,
      ...(await readLines(store, feed, dataSource, range, onDamage)),
    })),
  )
  const stored = await store.names(feed, range.to)
  const names =
    stored === undefined || stored.at <= range.from ? null : await readNames(store, feed, range.to)
  return {
    to: range.to,
    steps: stepsOf(read.flatMap(({ lines }) => lines).sort(inOrder), range),
    coverage: read.map(({ dataSource, spans }) => ({ dataSource, spans })),
    names: stored === undefined || names === null ? undefined : { at: stored.at, names },
  }
}
