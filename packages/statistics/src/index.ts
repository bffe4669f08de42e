export { attentionOrder } from './attention.ts'
export { ageingAfterMs, conditionOf, staleAfterMs, type Condition } from './condition.ts'
export { mergeChanges } from './merge-changes.ts'
export {
  createQueueStatistics,
  type QueueDifference,
  type QueueSnapshot,
  type QueueStatistics,
  type StatisticsEvent,
} from './queue-statistics.ts'
export {
  isTotalsId,
  numberOf,
  stampFull,
  stampIncrement,
  type Change,
  type FullSource,
  type Row,
} from './row.ts'
export { createStatistics, type Statistics } from './statistics.ts'
export { currentWaitMs } from './wait-clock.ts'
