import {
  campaignMetrics,
  outboundMetrics,
  queueMetrics,
  defaultHysteresis,
  type MetricName,
  type Threshold,
  type Unit,
} from '@wallboard/statistics'
import type { MetricRef, MetricThreshold, OwnThreshold } from '../document/fields.ts'

/** A threshold and the metric that it evaluates. */
export interface Rule {
  readonly metric: MetricName
  readonly threshold: Threshold
}

const perUnit: Readonly<Record<Unit, number>> = { count: 1, ratio: 1, ms: 1_000, share: 0.01 }

/** Converts a written value (count, ratio, seconds, per cent) to the metric's base unit (count, milliseconds, 0 to 1). */
export const toBaseUnit = (written: number, unit: Unit): number => written * perUnit[unit]

function thresholdOf(written: OwnThreshold, unit: Unit): Threshold {
  const { level, when } = written
  const value = toBaseUnit(written.value, unit)
  const defaults = defaultHysteresis(unit, when, value)
  return {
    level,
    when,
    value,
    clearsAt: written.clearsAt === undefined ? defaults.clearsAt : toBaseUnit(written.clearsAt, unit),
    onDelayMs: written.onDelay === undefined ? defaults.onDelayMs : written.onDelay * 1_000,
    offDelayMs: written.offDelay === undefined ? defaults.offDelayMs : written.offDelay * 1_000,
  }
}

const metrics = { ...queueMetrics, ...campaignMetrics, ...outboundMetrics }

const unitOfMetric = (metric: MetricName): Unit => metrics[metric].unit

export const unitOf = ({ metric }: MetricRef): Unit => unitOfMetric(metric)

/** The rules of a tile's thresholds, with default dead bands and delays where the board states none. */
export const rulesOf = (written: readonly MetricThreshold[] = []): readonly Rule[] =>
  written.map((each) => ({ metric: each.metric, threshold: thresholdOf(each, unitOfMetric(each.metric)) }))
