import { changeOf, type RecordedChange, type Segment } from '@wallboard/history'
import type { CoverageSpan } from '@wallboard/relay/coverage'
import {
  createChangeMerger,
  type Change,
  type ChangeMerger,
  type DatedSource,
  type Row,
} from '@wallboard/statistics'
import type { RecordedNames } from '../recording/recorded-names.ts'
import type { FeedName, HistoryStore } from '../store/history-store.ts'
import { damagedAt } from './damaged-spans.ts'
import { joinedSpans } from './read-coverage.ts'
import { readNames, type OnDamage } from './read-moment.ts'
import { isAfter, readRuns, reportLost, withLost, type ReadableRun } from './readable-runs.ts'
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

/** The steps of one data source. What is damaged has no changes until the next keyframe, and is covered as damaged. */
interface SourceSteps {
  readonly dataSource: string
  readonly steps: readonly RecordedStep[]
  readonly spans: readonly CoverageSpan[]
}

/** The keyframes in `(from, to]`, in order. */
async function keyframesIn(
  store: HistoryStore,
  feed: number,
  dataSource: string,
  { from, to }: StepsRange,
): Promise<readonly Segment[]> {
  const found: Segment[] = []
  for (let at = to; ;) {
    const keyframe = await store.keyframe(feed, dataSource, at)
    if (keyframe === undefined || keyframe.startsAt <= from) return found.reverse()
    found.push(keyframe)
    at = keyframe.startsAt - 1
  }
}

/** The rows of a keyframe. One that is damaged is needed only where changes are missing before it. */
function rowsOf(keyframe: Segment): readonly Row[] | undefined {
  try {
    return changesIn(keyframe)[0]?.added
  } catch (error) {
    if (!isDamage(error)) throw error
    return undefined
  }
}

const isAtOrAfter = (segment: Segment, { startsAt, firstSeq }: Segment): boolean =>
  segment.startsAt > startsAt || (segment.startsAt === startsAt && segment.firstSeq >= firstSeq)

/**
 * Whether the rows of a keyframe follow from the changes before it: the recorder that wrote these went on after it. A
 * recording that started again has rows that no change tells of.
 */
function isContinued(keyframe: Segment, runs: readonly ReadableRun[]): boolean {
  const run = runs.find(({ startsAt, endsAt }) => startsAt < keyframe.startsAt && keyframe.startsAt < endsAt)
  const next = run?.segments.find((segment) => isAtOrAfter(segment, keyframe))
  return next?.previous !== undefined
}

/** The changes of one step, in parts: before its first keyframe, and after each of its keyframes. */
interface StepParts {
  readonly at: number
  readonly keyframes: readonly Segment[]
  readonly parts: readonly ChangeMerger[]
}

/** The step from the last keyframe that is needed on; changes before it are part of its rows. */
function stepOf(
  dataSource: string,
  { at, keyframes, parts }: StepParts,
  isNeeded: (keyframe: Segment) => boolean,
): RecordedStep {
  for (let index = keyframes.length - 1; index >= 0; index -= 1) {
    const keyframe = keyframes[index]
    const data = keyframe !== undefined && isNeeded(keyframe) ? rowsOf(keyframe) : undefined
    if (data !== undefined)
      return { at, full: [{ dataSource, data }], changes: merged(parts.slice(index + 1)) }
  }
  return { at, full: [], changes: merged(parts) }
}

function merged([first, ...others]: readonly ChangeMerger[]): readonly Change[] {
  for (const other of others) first?.add(other.take())
  return first?.take() ?? []
}

/** The steps in which something happened, by their ends. Changes are merged as they are read. */
function createStepParts(
  dataSource: string,
  keyframes: readonly Segment[],
  { from, to, stepMs }: StepsRange,
  isDamaged: (at: number) => boolean,
) {
  const steps = new Map<number, StepParts>()
  const endOf = (at: number) => from + Math.ceil((at - from) / stepMs) * stepMs

  function stepAt(at: number): StepParts {
    const end = endOf(at)
    const known = steps.get(end)
    if (known !== undefined) return known
    const own = keyframes.filter(({ startsAt }) => endOf(startsAt) === end)
    const parts = Array.from({ length: own.length + 1 }, () => createChangeMerger())
    const created = { at: end, keyframes: own, parts }
    steps.set(end, created)
    return created
  }

  for (const { startsAt } of keyframes) stepAt(startsAt)
  return {
    add: (changes: readonly RecordedChange[]): void => {
      for (const change of changes) {
        if (change.at <= from || change.at > to || isDamaged(change.at)) continue
        const step = stepAt(change.at)
        const part = step.keyframes.filter((keyframe) => isAfter(change, keyframe)).length
        step.parts[part]?.add([changeOf(dataSource, change)])
      }
    },
    steps: () => [...steps.values()],
  }
}

async function readSource(
  store: HistoryStore,
  feed: number,
  dataSource: string,
  range: StepsRange,
  onDamage: OnDamage,
): Promise<SourceSteps> {
  const { from } = range
  const to = range.to + 1
  const stored = await store.coverage(feed, dataSource, from, to)
  // Damage is found by reading the runs, which have no changes within it; what is stored as damaged has to be left out.
  const isStoredDamaged = damagedAt(stored)
  const [keyframes, failure] = await keyframesIn(store, feed, dataSource, range).then(
    (found) => [found.filter(({ startsAt }) => !isStoredDamaged(startsAt)), undefined] as const,
    (error: unknown) => [[], { error }] as const,
  )
  const parts = createStepParts(dataSource, keyframes, range, isStoredDamaged)
  const read = { from, to, coverage: stored, changesFrom: from, onChanges: parts.add }
  const { runs, lost } = await readRuns(store, feed, dataSource, read)
  if (failure !== undefined && runs.length > 0) throw failure.error
  reportLost(dataSource, lost, stored, onDamage)
  const spans = joinedSpans(withLost(stored, lost))
  const hasDamage = spans.some(({ kind }) => kind === 'damaged')
  const isDamaged = damagedAt(spans)
  const isNeeded = (keyframe: Segment) =>
    !isDamaged(keyframe.startsAt) && (hasDamage || !isContinued(keyframe, runs))
  const steps = runs.length === 0 ? [] : parts.steps().map((step) => stepOf(dataSource, step, isNeeded))
  return { dataSource, spans, steps: steps.filter(({ full, changes }) => full.length + changes.length > 0) }
}

/** The steps of all data sources as one row of steps, in order. */
function joinedSteps(sources: readonly SourceSteps[]): readonly RecordedStep[] {
  const byStep = new Map<number, { at: number; full: DatedSource[]; changes: Change[] }>()
  for (const { at, full, changes } of sources.flatMap(({ steps }) => steps)) {
    const known = byStep.get(at)
    if (known === undefined) byStep.set(at, { at, full: [...full], changes: [...changes] })
    else {
      known.full.push(...full)
      known.changes.push(...changes)
    }
  }
  return [...byStep.values()].sort((one, other) => one.at - other.at)
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
    dataSources.map((dataSource) => readSource(store, feed, dataSource, range, onDamage)),
  )
  const stored = await store.names(feed, range.to)
  const names =
    stored === undefined || stored.at <= range.from ? null : await readNames(store, feed, range.to)
  return {
    to: range.to,
    steps: joinedSteps(read),
    coverage: read.map(({ dataSource, spans }) => ({ dataSource, spans })),
    names: stored === undefined || names === null ? undefined : { at: stored.at, names },
  }
}
