import { median, quantile } from './quantile.ts'

/*
 * What is usual for a figure in one slot: one weekday and one half-hour in the domain's time zone. The band helps the
 * eye and never raises an alert: with w weeks, a normal week lies between their smallest and largest values only with
 * the probability (w − 1) / (w + 1).
 */

/** Weeks that the band looks back. */
export const maxWeeks = 8
/** With fewer weeks there is no band. */
export const minWeeks = 4
/** A week counts if at least this share of the slot was recorded live. */
export const minLiveShare = 0.8

/** A figure in one slot of one week. */
export interface SlotWeek {
  /** The share of the slot that was recorded live, from 0 to 1. */
  readonly liveShare: number
  /** Level figures: the time-weighted mean of each live minute. Flows: their one value for the slot. */
  readonly samples: readonly number[]
}

/**
 * A level figure (waiting, ready) has many samples a week; a flow (arrivals, handle time) has one value. Their bands
 * are computed differently.
 */
export type FigureNature = 'level' | 'flow'

export type NormalBand =
  | {
      readonly type: 'band'
      readonly low: number
      readonly middle: number
      readonly high: number
      /** Values above this are unusual if they last. */
      readonly unusualAbove: number
      readonly weeks: number
    }
  | { readonly type: 'too-few-weeks'; readonly weeks: number }

const medianOfEach = (weeks: readonly SlotWeek[], share: number): number | undefined =>
  median(weeks.flatMap(({ samples }) => quantile(samples, share) ?? []))

/**
 * The normal band of a slot.
 *
 * @param weeks the same slot of past weeks, newest first, without excluded days
 */
export function normalBand(weeks: readonly SlotWeek[], nature: FigureNature): NormalBand {
  const counted = weeks
    .slice(0, maxWeeks)
    .filter(({ liveShare, samples }) => liveShare >= minLiveShare && samples.length > 0)
  const pooled = counted.flatMap(({ samples }) => samples)
  const at = (share: number) => (nature === 'level' ? medianOfEach(counted, share) : quantile(pooled, share))
  const [low, middle, high, unusualAbove] = [at(0.25), at(0.5), at(0.75), quantile(pooled, 0.95)]
  const isKnown =
    low !== undefined && middle !== undefined && high !== undefined && unusualAbove !== undefined
  if (counted.length < minWeeks || !isKnown) return { type: 'too-few-weeks', weeks: counted.length }
  return { type: 'band', low, middle, high, unusualAbove, weeks: counted.length }
}

/**
 * Whether a day is exceptional and left out of the band: its calls are below 40 % or above 250 % of the median of the
 * same weekday. False while the weekday has no median.
 */
export function isExceptionalDay(calls: number, callsOfWeekday: readonly number[]): boolean {
  const usual = median(callsOfWeekday)
  return usual !== undefined && (calls < 0.4 * usual || calls > 2.5 * usual)
}
