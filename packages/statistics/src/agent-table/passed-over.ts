import { passedOverBelow, passedOverChance } from '../estimates/index.ts'
import type { AgentRecord } from './agent-record.ts'

/** Calls of one queue that others took while an agent was ready for them. */
export interface PassedOver {
  readonly queueId: string
  /** At least this many calls: one whose queue is not certain is not counted. */
  readonly calls: number
  /** The most agents who were ready for the queue at one of these calls, this one included. */
  readonly readyAgents: number
  /** How likely that is by accident, from 0 to 1. */
  readonly chance: number
}

export interface PassedOverObservation {
  readonly agents: readonly AgentRecord[]
  /** The queues of a campaign; undefined where Five9 has not named them. */
  readonly queuesOf: (campaignId: string) => readonly string[] | undefined
  /** How many agents Five9 counts as ready for a queue. */
  readonly agentsInQueue: (queueId: string) => number | undefined
}

/** Watches who takes the calls of queues, to find agents who are ready and get none of them. */
export interface PassedOverWatch {
  /** The agents of one instant. Agents and queues must be live. */
  readonly observed: (observation: PassedOverObservation) => void
  /** The data was not live: who took calls meanwhile is unknown, and counting starts again. */
  readonly interrupted: () => void
  /** The queue that passes an agent over most clearly; undefined while that may well be an accident. */
  readonly find: (agentId: string) => PassedOver | undefined
}

interface Counted {
  calls: number
  readyAgents: number
}

interface ReadyAgent {
  /** The start of the state: another one is another stretch. */
  readonly since: number
  readonly queueIds: readonly string[]
  readonly counts: Map<string, Counted>
}

const isWithCall = ({ activity }: AgentRecord): boolean => activity === 'ringing' || activity === 'on-call'

/** The queue of the call that an agent has taken; undefined where several are possible. */
function queueOfCall(agent: AgentRecord, queuesOf: PassedOverObservation['queuesOf']): string | undefined {
  const ofCampaign = agent.campaign && queuesOf(agent.campaign.id)
  if (ofCampaign === undefined) return undefined
  const possible = agent.queueIds.filter((id) => ofCampaign.includes(id))
  return possible.length === 1 ? possible[0] : undefined
}

export function createPassedOverWatch(): PassedOverWatch {
  let ready = new Map<string, ReadyAgent>()

  /** The agents who are ready, with what was counted since they became so. */
  function readyNow(agents: readonly AgentRecord[]): Map<string, ReadyAgent> {
    const next = new Map<string, ReadyAgent>()
    for (const { id, activity, since, queueIds } of agents) {
      if (activity !== 'ready' || since === undefined) continue
      const before = ready.get(id)
      const isSame = before?.since === since && before.queueIds === queueIds
      next.set(id, isSame ? before : { since, queueIds, counts: new Map() })
    }
    return next
  }

  function count(queueId: string, readyAgents: number, before: ReadonlyMap<string, ReadyAgent>): void {
    for (const [id, agent] of ready) {
      const { queueIds, counts } = agent
      if (before.get(id) !== agent || !queueIds.includes(queueId)) continue
      const counted = counts.get(queueId) ?? { calls: 0, readyAgents: 0 }
      counted.calls += 1
      counted.readyAgents = Math.max(counted.readyAgents, readyAgents)
      counts.set(queueId, counted)
    }
  }

  return {
    observed({ agents, queuesOf, agentsInQueue }) {
      const before = ready
      ready = readyNow(agents)
      const readyFor = (queueId: string) =>
        Array.from(before.values()).filter(({ queueIds }) => queueIds.includes(queueId)).length
      for (const agent of agents) {
        if (!before.has(agent.id) || !isWithCall(agent)) continue
        const queueId = queueOfCall(agent, queuesOf)
        if (queueId === undefined) continue
        const readyAgents = readyFor(queueId)
        // Five9 counts fewer: some of them do not take calls of the queue, and nobody can say who.
        const counted = agentsInQueue(queueId)
        if (counted === undefined || counted + 1 >= readyAgents) count(queueId, readyAgents, before)
      }
    },
    interrupted() {
      ready = new Map()
    },
    find(agentId) {
      const found = Array.from(ready.get(agentId)?.counts ?? [], ([queueId, { calls, readyAgents }]) => ({
        ...{ queueId, calls, readyAgents },
        chance: passedOverChance(readyAgents, calls),
      })).sort((one, other) => one.chance - other.chance)[0]
      return found !== undefined && found.chance < passedOverBelow ? found : undefined
    },
  }
}
