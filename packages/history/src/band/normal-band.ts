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

/** The quantiles of a figure in one slot of one week. */
export interface SlotQuantiles {
  /** The share of the slot that was recorded live, from 0 to 1. */
  readonly liveShare: number
  /** Undefined where the figure was never known. */
  readonly quantiles: Quartiles | undefined
}

/** Three quantiles of a sample (Hyndman and Fan, type 7). */
export interface Quartiles {
  readonly q25: number
  readonly q50: number
  readonly q75: number
}

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
      readonly median: number
      readonly high: number
      readonly weeks: number
    }
  | { readonly type: 'too-few-weeks'; readonly weeks: number }

/** The quantiles of the samples of a slot; undefined without samples. */
export function quartilesOf(samples: readonly number[]): Quartiles | undefined {
  const [q25, q50, q75] = [quantile(samples, 0.25), quantile(samples, 0.5), quantile(samples, 0.75)]
  return q25 === undefined || q50 === undefined || q75 === undefined ? undefined : { q25, q50, q75 }
}

/** The newest weeks that count. */
function counted<Week extends { readonly liveShare: number }>(
  weeks: readonly Week[],
  isKnown: (week: Week) => boolean,
): readonly Week[] {
  return weeks.slice(0, maxWeeks).filter((week) => week.liveShare >= minLiveShare && isKnown(week))
}

function bandOf(
  weeks: number,
  low: number | undefined,
  middle: number | undefined,
  high: number | undefined,
): NormalBand {
  if (weeks < minWeeks || low === undefined || middle === undefined || high === undefined)
    return { type: 'too-few-weeks', weeks }
  return { type: 'band', low, median: middle, high, weeks }
}

/**
 * The normal band of a level figure from the quantiles of each week: the median over the weeks of each quantile.
 *
 * @param weeks the same slot of past weeks, newest first, without excluded days
 */
export function bandOfLevel(weeks: readonly SlotQuantiles[]): NormalBand {
  const known = counted(weeks, ({ quantiles }) => quantiles !== undefined)
  const medianOf = (key: keyof Quartiles) => median(known.flatMap(({ quantiles }) => quantiles?.[key] ?? []))
  return bandOf(known.length, medianOf('q25'), medianOf('q50'), medianOf('q75'))
}

/**
 * The normal band of a flow, which has one value in each week: the quantiles over the weeks.
 *
 * @param weeks the same slot of past weeks, newest first, without excluded days
 */
export function bandOfFlow(
  weeks: readonly { readonly liveShare: number; readonly value: number | undefined }[],
): NormalBand {
  const known = counted(weeks, ({ value }) => value !== undefined)
  const quantiles = quartilesOf(known.flatMap(({ value }) => value ?? []))
  return bandOf(known.length, quantiles?.q25, quantiles?.q50, quantiles?.q75)
}

/** A band from samples, which also tell above which value a figure is unusual if it stays there. */
export type SampledBand =
  | (Extract<NormalBand, { readonly type: 'band' }> & { readonly unusualAbove: number })
  | Extract<NormalBand, { readonly type: 'too-few-weeks' }>

/**
 * The normal band of a slot from the samples of each week.
 *
 * @param weeks the same slot of past weeks, newest first, without excluded days
 */
export function normalBand(weeks: readonly SlotWeek[], nature: FigureNature): SampledBand {
  const band =
    nature === 'flow'
      ? bandOfFlow(weeks.map(({ liveShare, samples }) => ({ liveShare, value: samples[0] })))
      : bandOfLevel(weeks.map(({ liveShare, samples }) => ({ liveShare, quantiles: quartilesOf(samples) })))
  const pooled = counted(weeks, ({ samples }) => samples.length > 0).flatMap(({ samples }) => samples)
  const unusualAbove = quantile(pooled, 0.95)
  if (band.type === 'too-few-weeks' || unusualAbove === undefined)
    return { type: 'too-few-weeks', weeks: band.weeks }
  return { ...band, unusualAbove }
}

/**
 * Whether a day is exceptional and left out of the band: its calls are below 40 % or above 250 % of the median of the
 * same weekday. False while the weekday has no median.
 */
export function isExceptionalDay(calls: number, callsOfWeekday: readonly number[]): boolean {
  const usual = median(callsOfWeekday)
  return usual !== undefined && (calls < 0.4 * usual || calls > 2.5 * usual)
}
