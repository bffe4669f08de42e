import { queueMetrics, type QueueMetric } from '@wallboard/statistics'
import { boardQueues, unionOfQueues } from './board-queues.ts'
import type { Board, Queues, Tile } from './board.ts'

/** What must be sent to show a board: nothing more leaves the server for a display. */
export interface BoardRequirements {
  readonly queues: Queues
  /** Whose agents, by the queues that they serve; `names`: as people, with what they do and why. */
  readonly agents: { readonly queues: Queues; readonly names: boolean } | undefined
  readonly campaigns: boolean
}

/** Groups count distinct people, which only their rows tell. */
function agentsOf(tile: Tile): { queues: Queues; names: boolean } | undefined {
  switch (tile.kind) {
    case 'agents':
      return { queues: tile.queues, names: true }
    case 'agent-summary':
    case 'group':
      return { queues: tile.queues, names: false }
    case 'number':
      return tile.figure.of === 'queues' ? { queues: tile.figure.queues, names: false } : undefined
    case 'queue':
    case 'queues':
    case 'trend':
    case 'campaign':
    case 'clock':
    case 'text':
    case 'alerts':
      return undefined
  }
}

/** Of the floor's figures only those of agents are in row "0": all others are made of the rows of all queues. */
const needsAllQueues = (metric: QueueMetric): boolean => queueMetrics[metric].aggregation !== 'people'

function isOfFloor(tile: Tile): boolean {
  switch (tile.kind) {
    case 'number':
      return tile.figure.of === 'floor' && needsAllQueues(tile.figure.metric)
    case 'trend':
      return tile.queues === undefined && needsAllQueues(tile.metric ?? 'callsInQueue')
    case 'queue':
    case 'queues':
    case 'group':
    case 'agents':
    case 'agent-summary':
    case 'campaign':
    case 'clock':
    case 'text':
    case 'alerts':
      return false
  }
}

/** The agents of several queues are distinct people; of one queue and of the floor, rows of queues tell their number. */
const agentsOfHeader = (queues: Queues): readonly { queues: Queues; names: boolean }[] =>
  queues === 'all' || queues.length === 1 ? [] : [{ queues, names: false }]

/** What the tiles and the header of a board as it is shown (see `boardInMode`) need. */
export function requirementsOf(board: Pick<Board, 'pages'>): BoardRequirements {
  const tiles = board.pages.flatMap((page) => page.tiles)
  const queues = boardQueues(board)
  const agents = [...tiles.flatMap((tile) => agentsOf(tile) ?? []), ...agentsOfHeader(queues)]
  const served = unionOfQueues(agents.map((each) => each.queues))
  return {
    queues: tiles.some(isOfFloor) ? 'all' : queues,
    agents: served === undefined ? undefined : { queues: served, names: agents.some(({ names }) => names) },
    campaigns: tiles.some(
      (tile) => tile.kind === 'campaign' || (tile.kind === 'number' && tile.figure.of === 'campaign'),
    ),
  }
}
