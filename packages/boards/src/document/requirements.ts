import { queueMetrics, type QueueMetric } from '@wallboard/statistics'
import { boardQueues, referencesOf, unionOfQueues } from './board-queues.ts'
import type { Board } from './board.ts'
import type { Queues } from './fields.ts'

/** The data that a board shows. The server sends a display nothing else. */
export interface BoardRequirements {
  readonly queues: Queues
  /** The agents who serve these queues; `names`: as people, with state and reason. */
  readonly agents: { readonly queues: Queues; readonly names: boolean } | undefined
  /** Inbound campaigns. */
  readonly campaigns: boolean
  readonly outboundCampaigns: boolean
}

/** Row "0" holds the floor's counts of agents. Every other figure of the floor is made of the rows of all queues. */
const needsAllQueues = (metric: QueueMetric | undefined): boolean =>
  metric !== undefined && queueMetrics[metric].aggregation !== 'people'

/** The header counts agents of several queues as distinct people. For one queue, or the floor, a row has the count. */
const agentsOfHeader = (queues: Queues): readonly { queues: Queues; names: boolean }[] =>
  queues === 'all' || queues.length === 1 ? [] : [{ queues, names: false }]

/** What the tiles and the header of a board need, as its mode shows it (see `applyMode`). */
export function requirementsOf(board: Pick<Board, 'pages'>): BoardRequirements {
  const references = referencesOf(board)
  const queues = boardQueues(board)
  const scopes = [...references.flatMap(({ agents }) => agents ?? []), ...agentsOfHeader(queues)]
  const served = unionOfQueues(scopes.map((scope) => scope.queues))
  return {
    queues: references.some(({ floor }) => needsAllQueues(floor)) ? 'all' : queues,
    agents: served === undefined ? undefined : { queues: served, names: scopes.some(({ names }) => names) },
    campaigns: references.some(({ campaign }) => campaign !== undefined),
    outboundCampaigns: references.some(({ outboundCampaign }) => outboundCampaign !== undefined),
  }
}
