import type { Activity } from '../agents.ts'

/** What `effectiveAgents` reads of a person. */
export interface ServingAgent {
  readonly activity: Activity
  /** The call type of a call in progress, as in AGENT_STATE; undefined without a call. */
  readonly callType: string | undefined
  /** Queues that the person has as active skills. */
  readonly queueIds: readonly string[]
}

const isAtWork = ({ activity, callType }: ServingAgent): boolean =>
  activity === 'ready' ||
  activity === 'ringing' ||
  activity === 'after-call' ||
  (activity === 'on-call' && callType === 'INBOUND')

/**
 * How many agents serve each queue: those who are ready, ringing, on an inbound call or in after-call work, each shared
 * equally among the queues of their active skills that have callers, or among all of them while none has. Queues that
 * nobody serves are missing. One pass over the agents.
 *
 * @param hasCallers whether calls wait in a queue
 */
export function effectiveAgentsByQueue(
  agents: Iterable<ServingAgent>,
  hasCallers: (queueId: string) => boolean,
): ReadonlyMap<string, number> {
  const sums = new Map<string, number>()
  for (const agent of agents) {
    if (!isAtWork(agent)) continue
    const withCallers = agent.queueIds.filter(hasCallers)
    const served = withCallers.length === 0 ? agent.queueIds : withCallers
    for (const queueId of served) sums.set(queueId, (sums.get(queueId) ?? 0) + 1 / served.length)
  }
  return sums
}

/** How many agents serve one queue. */
export const effectiveAgents = (
  queueId: string,
  agents: Iterable<ServingAgent>,
  hasCallers: (queueId: string) => boolean,
): number => effectiveAgentsByQueue(agents, hasCallers).get(queueId) ?? 0
