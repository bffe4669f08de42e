import { agentSource } from '@wallboard/boards'
import { activityOf, queueSource, readNumber, readText, type Row } from '@wallboard/statistics'
import { effectiveAgentsByQueue, type ServingAgent } from '@wallboard/statistics/estimates'
import type { LiveStores } from '../../live/hooks/live-context.tsx'

/** What estimates read of the whole floor. */
export interface FloorNow {
  /** Effective agents by queue; a queue that nobody serves is missing. Undefined where this user sees no agents. */
  readonly agents: ReadonlyMap<string, number> | undefined
  /** Both the queues and the agents are live. */
  readonly isLive: boolean
}

/** The agents of the floor, shared among the queues that they serve. */
export function floorNow({ sources, statistics }: Pick<LiveStores, 'sources' | 'statistics'>): FloorNow {
  const served = new Map(sources.directory().agents.map(({ id, queueIds }) => [id, queueIds]))
  const toAgent = (row: Row): ServingAgent => ({
    activity: activityOf(row),
    callType: readText(row, 'callType'),
    queueIds: served.get(row.id) ?? [],
  })
  const hasCallers = (id: string) =>
    (readNumber(statistics.tile(id)?.getState().row, 'callsInQueue') ?? 0) > 0
  const isKnown = sources.isAvailable(agentSource) && served.size > 0
  return {
    agents: isKnown
      ? effectiveAgentsByQueue(Array.from(sources.rows(agentSource).values(), toAgent), hasCallers)
      : undefined,
    isLive: [queueSource, agentSource].every((source) => statistics.freshnessOf(source) === 'live'),
  }
}

/** The part of the floor that serves one queue. */
export const servingNow = ({ agents, isLive }: FloorNow, queueId: string) => ({
  agents: agents && (agents.get(queueId) ?? 0),
  isLive,
})
