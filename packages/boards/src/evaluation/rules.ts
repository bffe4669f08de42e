import {
  campaignMetrics,
  queueMetrics,
  defaultHysteresis,
  type CampaignMetric,
  type QueueMetric,
  type Threshold,
  type Unit,
} from '@wallboard/statistics'
import type { CampaignThreshold, MetricRef, OwnThreshold, QueueThreshold } from '../document/board.ts'

/** A threshold and the figure that it judges. */
export interface Rule<M extends QueueMetric | CampaignMetric = QueueMetric | CampaignMetric> {
  readonly metric: M
  readonly threshold: Threshold
}

const perUnit: Readonly<Record<Unit, number>> = { count: 1, ms: 1_000, share: 0.01 }

/** A written value (count, seconds, per cent) in the figure's own unit (count, milliseconds, 0 to 1). */
export const toBaseUnit = (written: number, unit: Unit): number => written * perUnit[unit]

function thresholdOf(given: OwnThreshold, unit: Unit): Threshold {
  const { level, when } = given
  const value = toBaseUnit(given.value, unit)
  const usual = defaultHysteresis(unit, when, value)
  return {
    level,
    when,
    value,
    clearsAt: given.clearsAt === undefined ? usual.clearsAt : toBaseUnit(given.clearsAt, unit),
    onDelayMs: given.onDelay === undefined ? usual.onDelayMs : given.onDelay * 1_000,
    offDelayMs: given.offDelay === undefined ? usual.offDelayMs : given.offDelay * 1_000,
  }
}

export const unitOf = (figure: MetricRef): Unit =>
  figure.of === 'campaign' ? campaignMetrics[figure.metric].unit : queueMetrics[figure.metric].unit

/** Thresholds of a queue's or a group's tile, with the usual delays where it states none. */
export const queueRules = (given: readonly QueueThreshold[] = []): readonly Rule<QueueMetric>[] =>
  given.map((each) => ({
    metric: each.metric,
    threshold: thresholdOf(each, queueMetrics[each.metric].unit),
  }))

export const campaignRules = (given: readonly CampaignThreshold[] = []): readonly Rule<CampaignMetric>[] =>
  given.map((each) => ({
    metric: each.metric,
    threshold: thresholdOf(each, campaignMetrics[each.metric].unit),
  }))

/** Thresholds of a single number judge that number. */
export const numberTileRules = (given: readonly OwnThreshold[] = [], figure: MetricRef): readonly Rule[] =>
  given.map((each) => ({ metric: figure.metric, threshold: thresholdOf(each, unitOf(figure)) }))
