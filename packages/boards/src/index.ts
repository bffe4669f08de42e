export { Board, Theme, type Mode, type Page } from './document/board.ts'
export { boardQueues, referencesOf } from './document/board-queues.ts'
export {
  trendSubjectOf,
  trendsOf,
  trendBandKey,
  trendBandSubjectOf,
  type BoardTrends,
  type TrendBandSubject,
} from './document/board-trends.ts'
export {
  agentSource,
  boardSources,
  campaignSource,
  outboundSource,
  sourcesOfBoard,
  sourcesOfTile,
} from './document/data-sources.ts'
export { queueGroupsOf, type QueueGroup } from './document/queue-groups.ts'
export { createDeskBoard, deskBoardId, floorTrend, floorTrends } from './document/desk-board.ts'
export { type MetricRef, type Queues } from './document/fields.ts'
export {
  trendComparisons,
  trendSpanNames,
  type TrendComparison,
  type TrendSpan,
} from './document/trend-choices.ts'
export { trendSpans } from './document/trend-spans.ts'
export { applyMode } from './document/modes.ts'
export { requirementsOf, type BoardRequirements } from './document/requirements.ts'
export { viewSpecOf } from './document/view-spec.ts'
export {
  boardFromTemplate,
  allQueuesBoard,
  allQueuesBoardId,
  type TemplateChoice,
} from './document/templates.ts'
export { agentListOf, type AgentListRow } from './evaluation/agent-list.ts'
export {
  evaluateAlerts,
  initialAlertState,
  levelsByQueue,
  type Alert,
  type EvaluatedTile,
  type Measured,
} from './evaluation/alerts.ts'
export { boardDataOf, type BoardData } from './evaluation/board-data.ts'
export {
  evaluateBoard,
  planOf,
  type BoardEvaluation,
  type EvaluationPlan,
  type TilePlan,
  type EvaluationState,
  type TrendSample,
} from './evaluation/evaluate-board.ts'
export { tileKey, trendKey } from './evaluation/keys.ts'
export { campaignMetric, campaignName, figureOf, outboundMetric } from './evaluation/metric-refs.ts'
export { createBoardMetrics, type BoardMetrics } from './evaluation/metrics.ts'
export { rulesOf, toBaseUnit, unitOf, type Rule } from './evaluation/rules.ts'
export { measureSubject } from './evaluation/subjects.ts'
export type { AlertSubject, TrendSubject } from './tiles/definition.ts'
export { definitionOf, type Tile, type TileKind, type TileOf } from './tiles/index.ts'
