export { boardQueues } from './document/board-queues.ts'
export {
  Board,
  Theme,
  type MetricRef,
  type Mode,
  type Page,
  type Queues,
  type Tile,
} from './document/board.ts'
export { applyMode } from './document/modes.ts'
export { requirementsOf, type BoardRequirements } from './document/requirements.ts'
export {
  campaignRules,
  toBaseUnit,
  numberTileRules,
  queueRules,
  unitOf,
  type Rule,
} from './evaluation/rules.ts'
export {
  boardFromTemplate,
  allQueuesBoard,
  allQueuesBoardId,
  type TemplateChoice,
} from './document/templates.ts'
