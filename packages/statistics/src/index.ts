export {
  activities,
  activityOf,
  agentCountFor,
  summariseAgents,
  type Activity,
  type AgentSummary,
} from './agents.ts'
export { compareIds } from './compare-ids.ts'
export { sortByUrgency } from './urgency.ts'
export { freshnessOf, type Freshness } from './freshness.ts'
export { floorFigure, isCallbackWait, floorFigureForThreshold } from './floor-figure.ts'
export { groupFigure, groupFigureForThreshold, type GroupFigure } from './group.ts'
export { campaignFigure } from './campaign-figure.ts'
export { dialerStateOf, type DialerState } from './dialer-state.ts'
export { outboundFigure } from './outbound-figure.ts'
export {
  campaignMetrics,
  minSampleSize,
  queueFigureForThreshold,
  queueFigure,
  outboundMetrics,
  queueMetrics,
  type CampaignMetric,
  type MetricName,
  type OutboundMetric,
  type QueueMetric,
  type Unit,
} from './metrics.ts'
export { createChangeMerger, type ChangeMerger } from './merge-changes.ts'
export { compareLevels, type Level } from './levels.ts'
export { createQueueLabels } from './queue-labels.ts'
export {
  createQueueStatistics,
  queueSource,
  type QueueDifference,
  type QueueSnapshot,
  type QueueStatistics,
} from './queue-statistics.ts'
export {
  isTotalsId,
  readNumber,
  readText,
  withTimestamp,
  type Change,
  type DatedSource,
  type NumericField,
  type Row,
} from './row.ts'
export { createRowFold, type RowFold } from './row-fold.ts'
export { seesAll } from './sees-all.ts'
export { shareScaleOf, type ShareScale } from './share-scale.ts'
export { createStatistics, type Statistics, type StatisticsEvent } from './statistics.ts'
export {
  initialThresholdState,
  evaluateThreshold,
  defaultHysteresis,
  type Limit,
  type Threshold,
  type ThresholdState,
} from './thresholds.ts'
export { currentWaitMs, isWaitOfCallback } from './wait-clock.ts'
