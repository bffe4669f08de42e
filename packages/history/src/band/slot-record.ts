import { queueMetrics, type QueueMetric } from '@wallboard/statistics'
import type { QueueBucket } from '../aggregates/bucket.ts'
import { meanOf } from '../aggregates/figure-integral.ts'
import { floorPoints } from '../aggregates/group-points.ts'
import { quartilesOf, type Quartiles } from './normal-band.ts'

/*
 * What is stored of a local half-hour of one date, so that a normal band reads eight rows a slot and no minutes: the
 * quantiles of the minutes of each level figure. One sample is the time-weighted mean of a minute.
 */

/** The level figures that have a normal band. */
export const slotFigures = [
  'callsInQueue',
  'agentsInQueue',
  'currentLongestQueueTime',
  'agentsOnCall',
  'agentsNotReadyForCalls',
  'agentsLoggedIn',
] as const satisfies readonly QueueMetric[]
export type SlotFigure = (typeof slotFigures)[number]

/** A half-hour of a queue, of a group of queues, or of the whole floor. */
export interface SlotRecord {
  /** Milliseconds that were recorded live. */
  readonly liveMs: number
  /** A half-hour that the clock repeats in autumn has twice the length. */
  readonly lengthMs: number
  /** Calls that arrived, known of the whole floor only: they are counted by inbound campaigns. */
  readonly calls: number | undefined
  readonly figures: Readonly<Partial<Record<SlotFigure, Quartiles>>>
}

const figuresFrom = (
  samplesOf: (figure: SlotFigure) => readonly number[],
): Readonly<Partial<Record<SlotFigure, Quartiles>>> =>
  Object.fromEntries(
    slotFigures.flatMap((figure) => {
      const quartiles = quartilesOf(samplesOf(figure))
      return quartiles === undefined ? [] : [[figure, quartiles]]
    }),
  )

const liveTime = (buckets: readonly QueueBucket[]): number =>
  buckets.reduce((sum, { liveMs }) => sum + liveMs, 0)

/** The record of a queue from its minutes of a half-hour. */
export function slotOfQueue(minutes: readonly QueueBucket[], lengthMs: number): SlotRecord {
  return {
    ...{ liveMs: liveTime(minutes), lengthMs, calls: undefined },
    figures: figuresFrom((figure) => minutes.flatMap(({ figures }) => meanOf(figures[figure]) ?? [])),
  }
}

/**
 * The record of the whole floor, with each figure as the live one is made.
 *
 * @param totals the minutes of the totals row
 * @param queues the minutes of each queue
 */
export function slotOfFloor(
  totals: readonly QueueBucket[],
  queues: readonly (readonly QueueBucket[])[],
  lengthMs: number,
  calls: number | undefined,
): SlotRecord {
  return {
    ...{ liveMs: Math.max(0, ...[totals, ...queues].map(liveTime)), lengthMs, calls },
    figures: figuresFrom((figure) => floorPoints(totals, queues, figure).map(([, mean]) => mean)),
  }
}

/**
 * The level figures of several queues that follow from the figures of each. Agents of several queues are counted as
 * people, which the figures of queues do not hold.
 */
export const groupFigures: readonly SlotFigure[] = slotFigures.filter(
  (figure) => queueMetrics[figure].aggregation !== 'people',
)

/** A minute of several queues as one. */
export interface GroupMinute {
  readonly startsAt: number
  /** Milliseconds that were recorded live. */
  readonly liveMs: number
  /** The mean of each figure, made of the means of the queues as the live figure is made of theirs. */
  readonly means: Readonly<Partial<Record<SlotFigure, number>>>
}

/** The record of several queues as one from their minutes of a half-hour. */
export function slotOfGroup(minutes: readonly GroupMinute[], lengthMs: number): SlotRecord {
  return {
    ...{ liveMs: minutes.reduce((sum, { liveMs }) => sum + liveMs, 0), lengthMs, calls: undefined },
    figures: figuresFrom((figure) => minutes.flatMap(({ means }) => means[figure] ?? [])),
  }
}

export const isSlotFigure = (name: string): name is SlotFigure =>
  slotFigures.some((figure) => figure === name)
