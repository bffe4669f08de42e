import {
  emptyAgentTally,
  emptyCampaignTally,
  type Agent,
  type Campaign,
  type Queue,
} from './contact-centre.ts'
import { personName, queueName } from './names.ts'
import { officeHours } from './opening-hours.ts'
import { addRecords, newOutboundCampaign, type OutboundCampaign } from './outbound-campaign.ts'
import type { Random } from './random.ts'
import { shareOnDuty } from './shifts.ts'

const minute = 60_000
const hour = 60 * minute
const queuesPerTeam = 3
/** The share of the time on duty without breaks. */
const shareOffBreak = 0.84
/** Mean handling time of a call: log-normal means are above their medians. */
const averageWorkMs = 247_000
/** The share of agents who are busy in a normal hour, without surges. */
const normalOccupancy = 0.8
const shareFinishedInIvr = 0.09

export interface DomainPlan {
  readonly queues: readonly Queue[]
  readonly agents: Agent[]
  readonly campaigns: readonly Campaign[]
  /** A team: agents with the same main queues, who replace each other. */
  readonly teams: readonly Agent[][]
  readonly outbound: OutboundCampaign
  /** Calls per millisecond of the whole domain at the peak of the day. */
  readonly peakRate: number
}

export interface PlanOptions {
  readonly queues: number
  readonly agents: number
  readonly load: number
  readonly now: number
}

export function newQueue(
  id: number,
  name: string,
  campaign: Campaign,
  peakRate: number,
  random: Random,
): Queue {
  const queue: Queue = {
    id: String(id),
    name,
    isOpen: true,
    hours: undefined,
    peakRate: Math.max(peakRate, 1e-9),
    phaseMs: (random.uniform() * 3 - 1.5) * hour,
    surge: 1,
    medianTalkMs: 130_000 + random.below(90_000),
    meanPatienceMs: 180_000 + random.below(300_000),
    campaign,
    agents: new Set(),
    waiting: { call: [], callback: [], voicemail: [] },
    longestEndedMs: 0,
    calls: { arrivals: 0, answers: 0, abandons: 0, callbacks: 0, handled: 0, handleMs: 0 },
    revision: 0,
  }
  campaign.queues.add(queue)
  return queue
}

export function addSkill(agent: Agent, queue: Queue): void {
  agent.queues.add(queue)
  queue.agents.add(agent)
  queue.revision += 1
}

function newCampaign(
  index: number,
  name: string,
  type: Campaign['type'],
  state: Campaign['state'],
  stateSince: number,
): Campaign {
  return {
    id: String(400_001 + index),
    name,
    type,
    state,
    stateSince,
    queues: new Set(),
    tally: emptyCampaignTally(),
    revision: 0,
  }
}

export function newAgent(index: number, now: number, random: Random, outboundCampaign?: Campaign): Agent {
  return {
    id: String(200_001 + index),
    userName: `agent${index + 1}@wallboard.test`,
    fullName: personName(index),
    extension: String(4_001 + index),
    queues: new Set(),
    inactiveQueues: new Set(),
    outboundCampaign,
    state: 'LOGGED_OUT',
    stateSince: now - random.below(14 * hour),
    loggedInAt: 0,
    loginCountedFrom: now,
    breakCountedFrom: now,
    reason: undefined,
    reasonSince: 0,
    work: undefined,
    wantsBreak: false,
    pendingReason: undefined,
    isArriving: false,
    isLeaving: false,
    tally: emptyAgentTally(),
    changedAt: now,
    revision: 0,
  }
}

/** In a domain of at least this many agents and with queues, some agents make outbound calls and take none. */
const agentsWithOutbound = 20
const shareOutbound = 0.15

const outboundTeamSize = ({ queues, agents }: PlanOptions): number =>
  queues === 0 || agents < agentsWithOutbound ? 0 : Math.round(agents * shareOutbound)

/** In a domain of at least this many queues, the last queue closes at night. */
const queuesWithNight = 4

/** Assigns agents to queues: uneven demand over the queues, one campaign and team per three queues, staff by demand. */
export function planDomain(options: PlanOptions, random: Random): DomainPlan {
  const { now } = options
  const teamCount = Math.ceil(options.queues / queuesPerTeam)
  const startedAt = now - 9 * hour
  const inbound = Array.from({ length: teamCount }, (_, index) =>
    newCampaign(index, `Inbound ${index + 1}`, 'INBOUND', 'RUNNING', startedAt),
  )
  const dialed = outboundTeamSize(options)
  const outbound = newOutboundCampaign(
    newCampaign(
      teamCount,
      'Outbound Reminders',
      'OUTBOUND',
      dialed > 0 ? 'RUNNING' : 'NOT_RUNNING',
      startedAt,
    ),
  )
  const inboundAgents = options.agents - dialed
  const shares = Array.from({ length: options.queues }, () => 0.35 + 1.3 * random.uniform() ** 2)
  const shareSum = shares.reduce((sum, share) => sum + share, 0)
  const capacity = inboundAgents * shareOnDuty * shareOffBreak * normalOccupancy
  const peakRate = (options.load * capacity) / averageWorkMs / (1 - shareFinishedInIvr)
  const stressed = random.below(Math.max(1, Math.min(8, options.queues)))
  const queues = shares.flatMap((share, index) => {
    const campaign = inbound[Math.floor(index / queuesPerTeam)]
    if (campaign === undefined) return []
    const stress = index % 8 === stressed ? 1.3 : 1
    const name = queueName(index)
    return [newQueue(300_001 + index, name, campaign, (stress * peakRate * share) / shareSum, random)]
  })
  // Steps of the golden ratio spread any number of agents evenly over the shares of demand.
  const mains = Array.from({ length: inboundAgents }, (_, index) => {
    let left = ((index * 0.618_033_988_749_895) % 1) * shareSum
    return Math.max(
      0,
      shares.findIndex((share) => (left -= share) < 0),
    )
  })
  const last = queues.length - 1
  const lastQueue = queues[last]
  if (queues.length >= queuesWithNight && mains.includes(last) && lastQueue !== undefined)
    lastQueue.hours = officeHours
  const teams: Agent[][] = inbound.map(() => [])
  const agents = mains.map((main, index) => {
    const agent = newAgent(index, now, random)
    const team = Math.floor(main / queuesPerTeam)
    const isOfHours = queues[main]?.hours !== undefined
    // Agents of the queue that closes serve no other queue, and go home.
    const maySkill = (queue: Queue) => (queue.hours !== undefined) === isOfHours
    queues.forEach((queue, at) => {
      const isTeamMate = Math.floor(at / queuesPerTeam) === team
      const isDrawn = at === main || (isTeamMate && random.chance(0.45))
      if (isDrawn && maySkill(queue)) addSkill(agent, queue)
    })
    const other = queues[random.below(queues.length)]
    if (other !== undefined && random.chance(0.15) && maySkill(other)) addSkill(agent, other)
    teams[team]?.push(agent)
    return agent
  })
  queues.forEach((queue, index) => {
    const agent = agents[index % Math.max(1, agents.length)]
    if (queue.agents.size === 0 && agent !== undefined) addSkill(agent, queue)
  })
  if (queues.length === 0) teams.push([...agents])
  for (let index = inboundAgents; index < options.agents; index += 1)
    outbound.agents.push(newAgent(index, now, random, outbound.campaign))
  addRecords(outbound)
  const campaigns = [...inbound, outbound.campaign]
  return { queues, agents: [...agents, ...outbound.agents], campaigns, teams, outbound, peakRate }
}
