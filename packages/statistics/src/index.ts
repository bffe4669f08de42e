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
export { groupFigure, type GroupFigure } from './group.ts'
export {
  campaignFigure,
  campaignMetrics,
  fewCalls,
  queueFigure,
  queueMetrics,
  type CampaignMetric,
  type QueueMetric,
  type Unit,
} from './metrics.ts'
export { createChangeMerger, type ChangeMerger } from './merge-changes.ts'
export {
  createQueueStatistics,
  queueSource,
  type QueueDifference,
  type QueueSnapshot,
  type QueueStatistics,
  type StatisticsEvent,
} from './queue-statistics.ts'
export { isTotalsId, numberOf, stampFull, type Change, type FullSource, type Row } from './row.ts'
export { createStatistics, type Statistics } from './statistics.ts'
export {
  calm,
  compareLevels,
  judgeThreshold,
  usualDelays,
  type Level,
  type Threshold,
  type ThresholdState,
} from './thresholds.ts'
export { currentWaitMs } from './wait-clock.ts'
