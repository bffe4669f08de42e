import { agentSource, createBoardMetrics, type BoardData } from '@wallboard/boards'
import {
  bucketMs,
  bucketStart,
  changeOf,
  integrated,
  meanOf,
  noTime,
  type FigureIntegral,
  type GroupPoint,
  type RecordedChange,
  type Span,
} from '@wallboard/history'
import { noDirectory, type Directory } from '@wallboard/relay'
import {
  createStatistics,
  queueMetrics,
  queueSource,
  type QueueMetric,
  type Statistics,
} from '@wallboard/statistics'
import type { HistoryStore } from '../store/history-store.ts'
import { readNames } from './read-moment.ts'
import { readRuns, type LostSpan, type ReadableRuns } from './readable-runs.ts'

/** The figure of a trend. Queues are listed: those that may be read. */
export interface TrendFigure {
  readonly queues: readonly string[]
  /** Of the whole floor: its totals row counts as well. */
  readonly isFloor: boolean
  /** Of all queues that there were, also of those that were removed since, as the floor always is. */
  readonly withRemoved?: boolean | undefined
  /** The queues that may be seen: a figure of the floor counts no others. Undefined: all that were recorded. */
  readonly seen?: readonly string[] | undefined
  readonly metric: QueueMetric
}

/** Whether a figure counts distinct agents of several queues, which no aggregate of queues holds. */
export const countsPeople = ({ queues, isFloor, metric }: TrendFigure): boolean =>
  !isFloor && queues.length > 1 && queueMetrics[metric].aggregation === 'people'

const sourcesOf = (figure: TrendFigure): readonly string[] =>
  countsPeople(figure) ? [queueSource, agentSource] : [queueSource]

/** The figure of the rows at an instant, by the functions that a live board uses. */
function readFigure(figure: TrendFigure, rows: Statistics, directory: Directory) {
  const listed = new Set(figure.queues)
  const queueRow = (id: string) => (listed.has(id) ? rows.rows(queueSource).get(id) : undefined)
  const data: BoardData = {
    queueRow,
    queueIds: () => figure.queues.filter((id) => queueRow(id) !== undefined),
    isQueueGone: (id) => queueRow(id) === undefined,
    queueLabel: (id) => id,
    totals: () => rows.totals(queueSource),
    rows: rows.rows,
    isAvailable: rows.isComplete,
    directory: () => directory,
    shareScale: () => 'fraction',
  }
  const { floor, group } = createBoardMetrics(data)
  const { isFloor, metric, queues } = figure
  return (at: number) => (isFloor ? floor(metric, at) : group([...queues], metric, at)).value
}

interface Step {
  readonly dataSource: string
  readonly change: RecordedChange
  readonly isKeyframe: boolean
}

/** What can be read of one data source. */
interface SourceRuns extends ReadableRuns {
  readonly dataSource: string
}

/** Counting people reads each agent: once a second is more often than a screen samples. */
const peopleStepMs = 1_000

interface ReplayedSpan {
  readonly from: number
  readonly to: number
  /** The live spans of the queues' data source. */
  readonly live: readonly Span[]
  /** Damage that this reading found. */
  readonly onLost?: OnLost | undefined
}

/** A data source cannot be read in a part of the replayed span. */
export type OnLost = (dataSource: string, lost: LostSpan) => void

/** The rows and changes of the figure's sources in a span in which all of them can be read, in order. */
const stepsIn = (sources: readonly SourceRuns[], { startsAt, endsAt }: Span): readonly Step[] =>
  sources
    .flatMap(({ dataSource, runs }) => {
      const run = runs.find((each) => each.startsAt <= startsAt && startsAt < each.endsAt)
      if (run === undefined) return []
      return [
        { dataSource, change: run.keyframe, isKeyframe: true },
        ...run.changes
          .filter(({ at }) => at < endsAt)
          .map((change) => ({ dataSource, change, isKeyframe: false })),
      ]
    })
    .sort((one, other) => one.change.at - other.change.at)

/** The parts of a span in which the queues can be read and no source is lost. */
function readableIn(sources: readonly SourceRuns[]): readonly Span[] {
  const runs = sources.find(({ dataSource }) => dataSource === queueSource)?.runs ?? []
  const lost = sources.flatMap((source) => source.lost)
  return lost.reduce<readonly Span[]>(
    (spans, { startsAt, endsAt }) =>
      spans
        .flatMap((span) => [
          { startsAt: span.startsAt, endsAt: Math.min(span.endsAt, startsAt) },
          { startsAt: Math.max(span.startsAt, endsAt), endsAt: span.endsAt },
        ])
        .filter((span) => span.startsAt < span.endsAt),
    runs,
  )
}

/** Adds a figure to minutes over a span that is live throughout and can be read. */
async function replayLive(
  {
    store,
    feed,
    figure,
  }: { readonly store: HistoryStore; readonly feed: number; readonly figure: TrendFigure },
  steps: readonly Step[],
  { startsAt: from, endsAt: to }: Span,
  minutes: Map<number, FigureIntegral>,
): Promise<void> {
  const namesAt = Math.max(from, steps[0]?.change.at ?? from)
  const names = countsPeople(figure) ? await readNames(store, feed, namesAt) : null
  const rows = createStatistics()
  const valueAt = readFigure(figure, rows, names?.directory ?? noDirectory)
  const minStepMs = countsPeople(figure) ? peopleStepMs : 0

  const add = (start: number, end: number) => {
    for (let at = start; at < end;) {
      const minute = bucketStart('minute', at)
      const until = Math.min(end, minute + bucketMs.minute)
      const integral = minutes.get(minute) ?? noTime
      minutes.set(minute, integrated(integral, valueAt(at), valueAt(until), until - at))
      at = until
    }
  }

  let at = from
  for (const { dataSource, change, isKeyframe } of steps) {
    if (!rows.isComplete(queueSource)) at = Math.max(at, change.at)
    else if (change.at > at && change.at - at >= minStepMs) {
      add(at, change.at)
      at = change.at
    }
    if (isKeyframe) rows.applyFull([{ dataSource, data: change.added }])
    else rows.applyChanges([changeOf(dataSource, change)])
  }
  if (rows.isComplete(queueSource)) add(at, to)
}

/**
 * Replays a figure over the live parts of `[from, to)`: its mean and its largest value in each minute, of the figure as
 * a live board shows it. Time that cannot be read is counted nowhere, and the largest value of a minute of which a part
 * is lost is not known.
 *
 * @throws StorageError when the files cannot be read at all
 */
export async function replayFigure(
  store: HistoryStore,
  feed: number,
  figure: TrendFigure,
  { from, to, live, onLost }: ReplayedSpan,
): Promise<readonly GroupPoint[]> {
  const minutes = new Map<number, FigureIntegral>()
  const lost: Span[] = []
  // Each live span separately: a recording that started again has rows that no change tells of.
  for (const { startsAt, endsAt } of live) {
    const span = { from: Math.max(from, startsAt), to: Math.min(to, endsAt) }
    if (span.from >= span.to) continue
    const coverage = [{ kind: 'live' as const, startsAt, endsAt }]
    const sources: SourceRuns[] = []
    for (const dataSource of sourcesOf(figure)) {
      const read = { ...span, coverage: dataSource === queueSource ? coverage : [] }
      sources.push({ dataSource, ...(await readRuns(store, feed, dataSource, read)) })
    }
    for (const { dataSource, lost: ofSource } of sources)
      for (const each of ofSource) {
        lost.push(each)
        onLost?.(dataSource, each)
      }
    for (const part of readableIn(sources))
      await replayLive({ store, feed, figure }, stepsIn(sources, part), part, minutes)
  }
  const isPartlyLost = (minute: number) =>
    lost.some(({ startsAt, endsAt }) => startsAt < minute + bucketMs.minute && endsAt > minute)
  return [...minutes].flatMap(([startsAt, integral]): GroupPoint[] => {
    const mean = meanOf(integral)
    if (mean === undefined) return []
    return [[startsAt, mean, isPartlyLost(startsAt) ? null : (integral.max ?? null)]]
  })
}

const sampleEveryMs = 300_000

/**
 * The figure at each keyframe of `[from, to)`, as the value of the minutes until the next one: of long spans, where a
 * replay of all agents takes too long. The largest values between keyframes are not known.
 *
 * @throws StorageError when the files cannot be read
 */
export async function sampleFigure(
  store: HistoryStore,
  feed: number,
  figure: TrendFigure,
  { from, to, live, onLost }: ReplayedSpan,
): Promise<readonly GroupPoint[]> {
  const points: GroupPoint[] = []
  for (let start = bucketStart('minute', from); start < to; start += sampleEveryMs) {
    const end = Math.min(to, start + sampleEveryMs)
    const isLive = (at: number) => live.some(({ startsAt, endsAt }) => startsAt <= at && at < endsAt)
    const minute = (
      await replayFigure(store, feed, figure, { from: end - bucketMs.minute, to: end, live, onLost })
    )[0]
    if (minute === undefined) continue
    for (let at = start; at < end; at += bucketMs.minute) if (isLive(at)) points.push([at, minute[1], null])
  }
  return points
}
