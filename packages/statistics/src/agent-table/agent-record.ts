import type { AgentStateField, AgentStatisticField } from '@wallboard/five9/identifiers'
import { activityOf, type Activity } from '../agents.ts'
import { readNumber, readText, type Row } from '../row.ts'

/** The names and memberships that an agent's row is joined with. */
export interface AgentNames {
  readonly agents: readonly {
    readonly id: string
    readonly name: string | null
    readonly queueIds: readonly string[]
  }[]
  readonly campaigns: readonly { readonly id: string; readonly name: string }[]
  readonly reasons: readonly { readonly id: string; readonly name: string }[]
  readonly groups?:
    | readonly { readonly id: string; readonly name: string; readonly agentIds: readonly string[] }[]
    | undefined
}

/**
 * One agent as the desk shows it. Instants are of Five9's clock (epoch milliseconds), durations milliseconds, shares
 * from 0 to 1. Undefined is unknown. It holds no data of customers.
 */
export interface AgentRecord {
  readonly id: string
  /** The agent's name; `Agent <id>` while it is unknown. */
  readonly name: string
  readonly activity: Activity
  /** Five9's state, for an activity that this project does not know. */
  readonly state: string | undefined
  readonly since: number | undefined
  /** The reason for not being ready, with the start of its own time. */
  readonly reason:
    { readonly id: string; readonly name: string; readonly since: number | undefined } | undefined
  /** The campaign of the call in progress. */
  readonly campaign: { readonly id: string; readonly name: string } | undefined
  readonly callType: string | undefined
  /** Queues that the agent is assigned to. Five9 lists which of them are active for each agent only on request. */
  readonly queueIds: readonly string[]
  readonly groupIds: readonly string[]
  readonly handled: number | undefined
  readonly handleMs: number | undefined
  readonly wrapMs: number | undefined
  /** Handling over handling and available: the trade's occupancy, Five9's `utilization`. */
  readonly occupancy: number | undefined
  /** The share of the login time that was not a break: Five9's `occupancy`. */
  readonly notOnBreak: number | undefined
}

/** No reason: an agent who is ready, on a call, or not ready without a reason. */
const noReason = '0'

function instantOf(row: Row, field: AgentStateField): number | undefined {
  const value = readNumber(row, field)
  return value !== undefined && value > 0 ? value : undefined
}

/** Names and memberships by id, prepared once for many agents. */
interface NameIndex {
  readonly agents: ReadonlyMap<string, AgentNames['agents'][number]>
  readonly campaigns: ReadonlyMap<string, string>
  readonly reasons: ReadonlyMap<string, string>
  readonly groups: ReadonlyMap<string, readonly string[]>
}

const none: readonly string[] = []

function indexOf({ agents, campaigns, reasons, groups = [] }: AgentNames): NameIndex {
  const groupsOf = new Map<string, string[]>()
  for (const { id, agentIds } of groups)
    for (const agentId of agentIds) {
      const known = groupsOf.get(agentId)
      if (known === undefined) groupsOf.set(agentId, [id])
      else known.push(id)
    }
  return {
    agents: new Map(agents.map((agent) => [agent.id, agent])),
    campaigns: new Map(campaigns.map(({ id, name }) => [id, name])),
    reasons: new Map(reasons.map(({ id, name }) => [id, name])),
    groups: groupsOf,
  }
}

/** True while the row's campaign is that of a call: Five9 may keep the last campaign of an idle agent. */
const isWithCall = (activity: Activity): boolean =>
  activity === 'ringing' || activity === 'on-call' || activity === 'after-call'

function recordOf(state: Row, statistic: Row | undefined, names: NameIndex): AgentRecord {
  const { id } = state
  const activity = activityOf(state)
  const person = names.agents.get(id)
  const reasonId = readText(state, 'reasonCodeId') ?? noReason
  const campaignId = isWithCall(activity) ? readText(state, 'campaignId') : undefined
  const figure = (field: AgentStatisticField) => readNumber(statistic, field)
  const handled = figure('totalCallsCount')
  /** Of no calls there is no mean, although Five9 sends zeros. */
  const mean = (field: AgentStatisticField) => (handled === 0 ? undefined : figure(field))
  return {
    id,
    name: person?.name ?? `Agent ${id}`,
    activity,
    state: readText(state, 'state'),
    since: instantOf(state, 'stateSince'),
    reason:
      activity !== 'not-ready' || reasonId === noReason
        ? undefined
        : {
            id: reasonId,
            name: names.reasons.get(reasonId) ?? reasonId,
            since: instantOf(state, 'reasonCodeSince'),
          },
    campaign:
      campaignId === undefined
        ? undefined
        : { id: campaignId, name: names.campaigns.get(campaignId) ?? campaignId },
    callType: isWithCall(activity) ? readText(state, 'callType') : undefined,
    queueIds: person?.queueIds ?? none,
    groupIds: names.groups.get(id) ?? none,
    handled,
    handleMs: mean('averageHandleTime'),
    wrapMs: mean('averageWrapTime'),
    occupancy: figure('utilization'),
    notOnBreak: figure('occupancy'),
  }
}

/** The instant from which the shown time of an agent runs: that of the reason, else of the state. */
export const timerSince = ({ reason, since }: AgentRecord): number | undefined => reason?.since ?? since

export interface AgentJoin {
  /**
   * The agents of AGENT_STATE with names and AGENT_STATISTIC, in the order of the rows. A record stays the same object
   * while nothing of it changes.
   */
  readonly records: (
    states: ReadonlyMap<string, Row>,
    statistics: ReadonlyMap<string, Row>,
    names: AgentNames,
  ) => readonly AgentRecord[]
}

interface Joined {
  readonly state: Row
  readonly statistic: Row | undefined
  readonly record: AgentRecord
}

const isSameValue = (a: unknown, b: unknown): boolean =>
  a === b || (typeof a === 'object' && a !== null && JSON.stringify(a) === JSON.stringify(b))

function isSameRecord(a: AgentRecord, b: AgentRecord): boolean {
  for (const field in a) {
    const key = field as keyof AgentRecord // of the same interface
    if (!isSameValue(a[key], b[key])) return false
  }
  return true
}

/** Joins again only what has changed since the last call: a domain may have thousands of agents. */
export function createAgentJoin(): AgentJoin {
  let joined: ReadonlyMap<string, Joined> = new Map()
  let names: AgentNames | undefined
  let index: NameIndex | undefined

  return {
    records(states, statistics, given) {
      const isRenamed = names !== given || index === undefined
      const known = (index = isRenamed ? indexOf(given) : index) ?? indexOf(given)
      names = given
      const next = new Map<string, Joined>()
      for (const [id, state] of states) {
        const statistic = statistics.get(id)
        const before = joined.get(id)
        if (!isRenamed && before?.state === state && before.statistic === statistic) {
          next.set(id, before)
          continue
        }
        const record = recordOf(state, statistic, known)
        const isSame = before !== undefined && isSameRecord(before.record, record)
        next.set(id, { state, statistic, record: isSame ? before.record : record })
      }
      joined = next
      return Array.from(next.values(), ({ record }) => record)
    },
  }
}
