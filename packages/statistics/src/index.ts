export {
  activities,
  activityOf,
  peopleFigure,
  summariseAgents,
  type Activity,
  type AgentSummary,
} from './agents.ts'
export { attentionOrder } from './attention.ts'
export { ageingAfterMs, conditionOf, staleAfterMs, type Condition } from './condition.ts'
export { floorFigure, isCallbackWait, judgedFloorFigure } from './floor-figure.ts'
export { groupFigure, judgedGroupFigure, type GroupFigure } from './group.ts'
export {
  campaignFigure,
  campaignMetrics,
  fewCalls,
  judgedQueueFigure,
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
export { isTotalsId, numberOf, stampFull, type Change, type FullSource, type Row } from './row.ts'
export { shareScaleOf, type ShareScale } from './share-scale.ts'
export { createStatistics, type Statistics } from './statistics.ts'
export { calm, judgeThreshold, usualDelays, type Threshold, type ThresholdState } from './thresholds.ts'
export { currentWaitMs } from './wait-clock.ts'
