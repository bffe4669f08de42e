import {
  levelBeyond,
  notFedMark,
  readyNotFed,
  type StateLimits,
  type StuckLevel,
  type WaitingQueue,
} from '../estimates/index.ts'
import type { AgentRecord } from './agent-record.ts'
import type { PassedOver } from './passed-over.ts'

/**
 * Why an agent is flagged. `not-fed` and `not-for-calls`: ready while callers wait in a queue of the agent. `passed-over`:
 * ready while calls of a queue of the agent go to others.
 */
export type AgentFlagKind =
  'after-call' | 'not-ready' | 'ringing' | 'on-call' | 'not-fed' | 'not-for-calls' | 'passed-over'

/** An agent is stuck. A flag marks a row; only one of level `alarm` may alert. */
export interface AgentFlag {
  readonly kind: AgentFlagKind
  readonly level: StuckLevel
  readonly seconds: number
  /** The row is marked from this number of seconds on. */
  readonly limit: number
  /** Whose habit the limit is; undefined where it is fixed. */
  readonly source: StateLimits['source'] | undefined
  /** The queue with waiting callers, or whose calls go to others. */
  readonly queueId: string | undefined
  /** What proves `passed-over`. */
  readonly passedOver?: PassedOver
}

export interface FlagInputs {
  /** Limits of the agent's activity or reason; undefined where none is known. */
  readonly limitsOf: (agent: AgentRecord) => StateLimits | undefined
  /** A queue with callers; undefined for one without. */
  readonly waitingQueue: (queueId: string) => WaitingQueue | undefined
  /** How many agents are ready among those who are assigned to a queue. */
  readonly readyAssigned: (queueId: string) => number
  /** Calls that went to others while the agent was ready. */
  readonly passedOver: (agentId: string) => PassedOver | undefined
  /** The data of queues and agents is live. */
  readonly isLive: boolean
}

/**
 * Five9's count of ready agents tells whether the assigned ones take calls of a queue. Where it is lower than theirs, but
 * not 0, nobody can say who does not, and the queue proves nothing about one agent.
 */
function notFedFlag(agent: AgentRecord, readyFor: number, inputs: FlagInputs): AgentFlag | undefined {
  const queues = agent.queueIds.flatMap((id) => {
    const queue = inputs.waitingQueue(id)
    if (queue === undefined) return []
    const { agentsInQueue } = queue
    const isClear =
      agentsInQueue === undefined || agentsInQueue === 0 || agentsInQueue >= inputs.readyAssigned(id)
    return isClear ? [queue] : []
  })
  const found = readyNotFed(readyFor, queues, inputs.isLive)
  return found && { ...found, limit: notFedMark, source: undefined }
}

/** Calls that wait beside a ready agent prove more than calls that went to others. */
function readyFlag(agent: AgentRecord, seconds: number, inputs: FlagInputs): AgentFlag | undefined {
  const notFed = notFedFlag(agent, seconds, inputs)
  const passedOver = inputs.isLive ? inputs.passedOver(agent.id) : undefined
  if (notFed !== undefined || passedOver === undefined) return notFed
  const { queueId } = passedOver
  return {
    ...{ kind: 'passed-over', level: 'mark', seconds, queueId, passedOver },
    ...{ limit: notFedMark, source: undefined },
  }
}

/** The seconds between two instants of Five9's clock; never negative. */
const secondsBetween = (since: number, now: number): number => Math.max(0, (now - since) / 1_000)

/**
 * The flag of an agent at an instant of Five9's clock (epoch milliseconds); undefined when nothing is unusual, and when
 * the start of the state is not known.
 */
export function agentFlag(agent: AgentRecord, now: number, inputs: FlagInputs): AgentFlag | undefined {
  const { activity } = agent
  const since = agent.reason?.since ?? agent.since
  if (since === undefined || activity === 'other' || activity === 'logged-out') return undefined
  const seconds = secondsBetween(since, now)
  if (activity === 'ready') return readyFlag(agent, seconds, inputs)
  const limits = inputs.limitsOf(agent)
  const level = limits && levelBeyond(seconds, limits)
  if (limits === undefined || level === undefined) return undefined
  return {
    ...{ kind: activity, level, seconds },
    ...{ limit: limits.mark, source: limits.source, queueId: undefined },
  }
}

/** How far beyond its limit a flag is: time divided by limit. */
export const excessOf = ({ seconds, limit }: AgentFlag): number => seconds / limit
