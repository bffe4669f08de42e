export {
  activities,
  activityOf,
  agentCountFor as peopleFigure,
  summariseAgents,
  type Activity,
  type AgentSummary,
} from './agents.ts'
export { sortByUrgency as attentionOrder } from './attention.ts'
export {
  ageingAfterMs,
  freshnessOf as conditionOf,
  staleAfterMs,
  type Freshness as Condition,
} from './condition.ts'
export { floorFigure, isCallbackWait, floorFigureForThreshold as judgedFloorFigure } from './floor-figure.ts'
export { groupFigure, groupFigureForThreshold as judgedGroupFigure, type GroupFigure } from './group.ts'
export {
  campaignFigure,
  campaignMetrics,
  minSampleSize as fewCalls,
  queueFigureForThreshold as judgedQueueFigure,
  queueFigure,
  queueMetrics,
  type CampaignMetric,
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
  type StatisticsEvent,
} from './queue-statistics.ts'
export {
  isTotalsId,
  readNumber as numberOf,
  withTimestamp as stampFull,
  type Change,
  type DatedSource as FullSource,
  type Row,
} from './row.ts'
export { shareScaleOf, type ShareScale } from './share-scale.ts'
export { createStatistics, type Statistics } from './statistics.ts'
export {
  initialThresholdState as calm,
  evaluateThreshold as judgeThreshold,
  defaultHysteresis as usualDelays,
  type Threshold,
  type ThresholdState,
} from './thresholds.ts'
export { currentWaitMs } from './wait-clock.ts'
