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
import { maxKeyframeAgeMs, readNames } from './read-moment.ts'
import { changesIn, isDamage } from './segment-changes.ts'

/** The figure of a trend. Queues are listed: those that may be read. */
export interface TrendFigure {
  readonly queues: readonly string[]
  /** Of the whole floor: its totals row counts as well. */
  readonly isFloor: boolean
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

/** A keyframe at an instant or, where the recording starts later, the first one before `to`. */
async function firstKeyframe(store: HistoryStore, feed: number, source: string, from: number, to: number) {
  const before = await store.keyframe(feed, source, from)
  if (before !== undefined && from - before.startsAt <= maxKeyframeAgeMs) return before
  const next = await store.nextKeyframeAt(feed, source, from)
  return next === undefined || next >= to ? undefined : store.keyframe(feed, source, next)
}

interface Step {
  readonly dataSource: string
  readonly change: RecordedChange
  readonly isKeyframe: boolean
}

/** What was recorded of the figure's sources around `[from, to)`, in order. */
async function readSteps(
  store: HistoryStore,
  feed: number,
  figure: TrendFigure,
  from: number,
  to: number,
): Promise<readonly Step[]> {
  const ofSources = await Promise.all(
    sourcesOf(figure).map(async (dataSource) => {
      const keyframe = await firstKeyframe(store, feed, dataSource, from, to)
      const first = keyframe === undefined ? undefined : changesIn(keyframe)[0]
      if (first === undefined) return []
      const changes = (await store.changes(feed, dataSource, first.at, to)).flatMap(changesIn)
      return [
        { dataSource, change: first, isKeyframe: true },
        ...changes
          .filter(({ seq, at }) => seq > first.seq && at < to)
          .map((change) => ({ dataSource, change, isKeyframe: false })),
      ]
    }),
  )
  return ofSources.flat().sort((one, other) => one.change.at - other.change.at)
}

/** Counting people reads each agent: once a second is more often than a screen samples. */
const peopleStepMs = 1_000

interface ReplayedSpan {
  readonly from: number
  readonly to: number
  /** The live spans of the queues' data source. */
  readonly live: readonly Span[]
}

/** Adds a figure to minutes over `[from, to)`, which is live throughout. */
async function replayLive(
  store: HistoryStore,
  feed: number,
  figure: TrendFigure,
  { from, to }: { readonly from: number; readonly to: number },
  minutes: Map<number, FigureIntegral>,
): Promise<void> {
  const steps = await readSteps(store, feed, figure, from, to)
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
 * a live board shows it. Minutes that cannot be read are left out.
 *
 * @throws StorageError when the files cannot be read
 */
export async function replayFigure(
  store: HistoryStore,
  feed: number,
  figure: TrendFigure,
  { from, to, live }: ReplayedSpan,
): Promise<readonly GroupPoint[]> {
  const minutes = new Map<number, FigureIntegral>()
  // Each live span for itself: a recording that started again has rows that no change tells of.
  for (const { startsAt, endsAt } of live) {
    const span = { from: Math.max(from, startsAt), to: Math.min(to, endsAt) }
    if (span.from >= span.to) continue
    try {
      await replayLive(store, feed, figure, span, minutes)
    } catch (error) {
      if (!isDamage(error)) throw error
    }
  }
  return [...minutes].flatMap(([startsAt, integral]): GroupPoint[] => {
    const mean = meanOf(integral)
    return mean === undefined ? [] : [[startsAt, mean, integral.max ?? null]]
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
  { from, to, live }: ReplayedSpan,
): Promise<readonly GroupPoint[]> {
  const points: GroupPoint[] = []
  for (let start = bucketStart('minute', from); start < to; start += sampleEveryMs) {
    const end = Math.min(to, start + sampleEveryMs)
    const isLive = (at: number) => live.some(({ startsAt, endsAt }) => startsAt <= at && at < endsAt)
    const minute = (
      await replayFigure(store, feed, figure, { from: end - bucketMs.minute, to: end, live })
    )[0]
    if (minute === undefined) continue
    for (let at = start; at < end; at += bucketMs.minute) if (isLive(at)) points.push([at, minute[1], null])
  }
  return points
}
