export { boardQueues } from './board-queues.ts'
export {
  Board,
  Theme,
  type MetricRef as Figure,
  type Mode,
  type Page,
  type Queues,
  type Tile,
} from './document.ts'
export { applyMode as boardInMode } from './modes.ts'
export { requirementsOf as boardNeeds, type BoardRequirements as BoardNeeds } from './needs.ts'
export {
  campaignRules,
  toBaseUnit as inUnit,
  numberTileRules as ownRules,
  queueRules,
  unitOf,
  type Rule,
} from './rules.ts'
export {
  boardFromTemplate,
  allQueuesBoard as everyQueueBoard,
  allQueuesBoardId as everyQueueBoardId,
  type TemplateChoice,
} from './templates.ts'
