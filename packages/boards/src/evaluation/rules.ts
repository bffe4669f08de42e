import {
  campaignMetrics,
  queueMetrics,
  defaultHysteresis,
  type CampaignMetric,
  type QueueMetric,
  type Threshold,
  type Unit,
} from '@wallboard/statistics'
import type { CampaignThreshold, MetricRef, OwnThreshold, QueueThreshold } from '../document/fields.ts'

/** A threshold and the metric that it evaluates. */
export interface Rule<M extends QueueMetric | CampaignMetric = QueueMetric | CampaignMetric> {
  readonly metric: M
  readonly threshold: Threshold
}

const perUnit: Readonly<Record<Unit, number>> = { count: 1, ms: 1_000, share: 0.01 }

/** Converts a written value (count, seconds, per cent) to the metric's base unit (count, milliseconds, 0 to 1). */
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

const isCampaignMetric = (metric: QueueMetric | CampaignMetric): metric is CampaignMetric =>
  metric in campaignMetrics

const unitOfMetric = (metric: QueueMetric | CampaignMetric): Unit =>
  isCampaignMetric(metric) ? campaignMetrics[metric].unit : queueMetrics[metric].unit

export const unitOf = ({ metric }: MetricRef): Unit => unitOfMetric(metric)

/** The rules of a tile's thresholds, with default dead bands and delays where the board states none. */
export const rulesOf = <T extends QueueThreshold | CampaignThreshold>(
  written: readonly T[] = [],
): readonly Rule<T['metric']>[] =>
  written.map((each) => ({ metric: each.metric, threshold: thresholdOf(each, unitOfMetric(each.metric)) }))
