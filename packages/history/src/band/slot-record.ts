import type { QueueMetric } from '@wallboard/statistics'
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

/** A half-hour of a queue, or of the whole floor. */
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

export const isSlotFigure = (name: string): name is SlotFigure =>
  slotFigures.some((figure) => figure === name)
