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

/** The part of a person that serves a queue: queues with callers share the person equally. */
function shareFor(
  queueId: string,
  { queueIds }: ServingAgent,
  hasCallers: (queueId: string) => boolean,
): number {
  if (!queueIds.includes(queueId)) return 0
  const withCallers = queueIds.filter(hasCallers).length
  if (withCallers === 0) return 1 / queueIds.length
  return hasCallers(queueId) ? 1 / withCallers : 0
}

/**
 * How many agents serve a queue: those who are ready, ringing, on an inbound call or in after-call work, each shared
 * among the queues of their active skills.
 *
 * @param hasCallers whether calls wait in a queue
 */
export function effectiveAgents(
  queueId: string,
  agents: Iterable<ServingAgent>,
  hasCallers: (queueId: string) => boolean,
): number {
  let sum = 0
  for (const agent of agents) if (isAtWork(agent)) sum += shareFor(queueId, agent, hasCallers)
  return sum
}
