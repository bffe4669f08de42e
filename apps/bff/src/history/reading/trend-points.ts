import {
  bucketMs,
  floorPoints,
  groupPoints,
  peakCandidates,
  type BoundedPoint,
  type GroupPoint,
  type QueueBucket,
  type Span,
} from '@wallboard/history'
import type { HistoryStore } from '../store/history-store.ts'
import type { FinishedMinutes } from './finished-minutes.ts'
import { recordedQueues } from './recorded-queues.ts'
import { countsPeople, replayFigure, sampleFigure, type OnLost, type TrendFigure } from './replayed-figure.ts'

/** The row of the whole floor. */
const totalsId = '0'

/** Where the points of trends are read from. */
export interface TrendReading {
  readonly store: HistoryStore
  readonly feed: number
  /** The live spans of the queues' data source. */
  readonly live: readonly Span[]
  /** What is read is not read again. */
  readonly finished: FinishedMinutes
  /** Called for what the replay of a figure cannot read. */
  readonly onLost?: OnLost
}

/** A screen reads its trends again after ten minutes: until then, its window moves on. */
const windowMovesMs = 600_000
/** Minutes that one request replays at most, to find peaks. */
const maxReplayed = 120
/** Longer spans sample agents every five minutes. */
const maxReplayedPeopleMs = 14_400_000
const peoplePartMs = 900_000

/** Neighbouring minutes are replayed together. */
function runsOf(minutes: readonly number[]): readonly { readonly from: number; readonly to: number }[] {
  const runs: { from: number; to: number }[] = []
  for (const at of [...minutes].sort((one, other) => one - other)) {
    const last = runs.at(-1)
    if (last?.to === at) last.to = at + bucketMs.minute
    else runs.push({ from: at, to: at + bucketMs.minute })
  }
  return runs
}

function boundsOf(
  queues: readonly (readonly QueueBucket[])[],
  totals: readonly QueueBucket[],
  { metric }: TrendFigure,
): ReadonlyMap<number, number> {
  const bounds = new Map<number, number>()
  for (const buckets of queues)
    for (const { startsAt, figures } of buckets)
      bounds.set(startsAt, (bounds.get(startsAt) ?? 0) + (figures[metric].max ?? 0))
  for (const { startsAt, figures } of totals)
    bounds.set(startsAt, Math.max(bounds.get(startsAt) ?? 0, figures[metric].max ?? 0))
  return bounds
}

async function readPoints(
  { store, feed, live, onLost }: TrendReading,
  figure: TrendFigure,
  { from, to, spanMs }: { readonly from: number; readonly to: number; readonly spanMs: number },
): Promise<readonly BoundedPoint[]> {
  if (countsPeople(figure)) {
    const read = spanMs > maxReplayedPeopleMs ? sampleFigure : replayFigure
    const parts: GroupPoint[] = []
    // In parts, because who serves which queue changes with time.
    for (let at = from; at < to; at += peoplePartMs)
      parts.push(
        ...(await read(store, feed, figure, { from: at, to: Math.min(to, at + peoplePartMs), live, onLost })),
      )
    return parts.map((point) => ({ point, bound: point[2] ?? Infinity }))
  }
  const { metric, isFloor } = figure
  const bucketsOf = (queue: string) => store.buckets(feed, queue, 'minute', from, to, metric)
  const queues = await Promise.all(figure.queues.map(bucketsOf))
  const totals = isFloor ? await bucketsOf(totalsId) : []
  const bounds = boundsOf(queues, totals, figure)
  const points = isFloor ? floorPoints(totals, queues, metric) : groupPoints(queues, metric)
  return points.map((point) => ({ point, bound: bounds.get(point[0]) ?? Infinity }))
}

/** Replays the minutes that may hold the peak of a sum, so that its largest value is that of one instant. */
async function withPeaks(
  { store, feed, live, onLost }: TrendReading,
  figure: TrendFigure,
  points: readonly BoundedPoint[],
  { from, to }: { readonly from: number; readonly to: number },
): Promise<readonly BoundedPoint[]> {
  const starts = Array.from(
    { length: windowMovesMs / bucketMs.minute + 1 },
    (_, index) => from + index * bucketMs.minute,
  )
  const replayed = new Map<number, GroupPoint>()
  for (const run of runsOf(peakCandidates(points, starts).slice(0, maxReplayed))) {
    const span = { from: run.from, to: Math.min(run.to, to), live, onLost }
    for (const point of await replayFigure(store, feed, figure, span)) replayed.set(point[0], point)
  }
  return points.map((bounded) => {
    const max = replayed.get(bounded.point[0])?.[2] ?? null
    const [startsAt, mean] = bounded.point
    return max === null ? bounded : { point: [startsAt, mean, max], bound: max }
  })
}

/**
 * The points of a figure in `[from, to)`, in minutes. Where several queues are added, only the minutes that may hold the
 * peak are replayed from the changes: their largest value is that of the sum at one instant.
 *
 * @param present with the queues of now: the floor had others too
 * @param needsPeak false where nobody asks for the peak: no minute is replayed for it
 * @throws StorageError when the files cannot be read
 */
export async function trendPoints(
  reading: TrendReading,
  present: TrendFigure,
  { from, to, spanMs }: { readonly from: number; readonly to: number; readonly spanMs: number },
  needsPeak: boolean,
): Promise<readonly GroupPoint[]> {
  const { store, feed, finished } = reading
  const { isFloor, metric } = present
  const queues = await recordedQueues(store, feed, present, 'minute')
  const figure = { queues, isFloor, metric }
  const key = JSON.stringify([feed, queues, isFloor, metric, spanMs, needsPeak])
  const known = finished.from(key, from)
  const read = await readPoints(reading, figure, { from: known.until, to, spanMs })
  const points = [...known.points, ...read]
  const withPeak =
    needsPeak && !countsPeople(figure) ? await withPeaks(reading, figure, points, { from, to }) : points
  finished.keep(key, from, to, withPeak)
  return withPeak.map(({ point }) => point)
}
