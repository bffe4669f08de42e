/** The people, queues and work of the simulated contact centre: mutable state, changed by `floor.ts` and its parts. */

import type { OpeningHours } from './opening-hours.ts'

export type WorkKind = 'call' | 'callback' | 'voicemail'

/** A call that the dialer made: it never waits in a queue. */
export interface OutboundCall {
  readonly kind: 'outbound'
  readonly campaign: Campaign
  readonly customer: string
}

/** Work that waits in a queue. A callback keeps the place and the instant of its call. */
export interface Work {
  readonly kind: WorkKind
  readonly queue: Queue
  readonly enqueuedAt: number
  readonly customer: string
  isWaiting: boolean
}

/** Counts of a campaign since the start of the day. */
export interface CampaignTally {
  received: number
  connected: number
  handled: number
  abandoned: number
  answeredInTime: number
  finishedInIvr: number
  failedInIvr: number
  waitMs: number
  talkMs: number
  wrapMs: number
  longestHoldMs: number
  longestWaitMs: number
  readonly dispositions: Record<string, number>
}

export interface Campaign {
  readonly id: string
  readonly name: string
  readonly type: 'INBOUND' | 'OUTBOUND'
  state: 'RUNNING' | 'NOT_RUNNING'
  stateSince: number
  readonly queues: Set<Queue>
  tally: CampaignTally
  /** Increases with every change: a row is rebuilt only after a change. */
  revision: number
}

/** What happened to the calls of a queue since the floor began: nothing resets it, and no row holds it. */
export interface QueueCalls {
  /** Calls that joined the queue, also for no time; calls that ended in the IVR did not. */
  arrivals: number
  /** Calls and callbacks that an agent answered. */
  answers: number
  abandons: number
  /** Callers who gave up waiting and asked for a callback. */
  callbacks: number
  /** Handle time, after-call work included, of the calls that were finished. */
  handled: number
  handleMs: number
}

/** A wait of a call that has ended. */
export interface EndedWait {
  readonly queueId: string
  readonly joinedAt: number
  readonly endedAt: number
  readonly outcome: 'answered' | 'abandoned' | 'callback'
}

export interface Queue {
  readonly id: string
  name: string
  isOpen: boolean
  /** Opening hours; outside of them no agents work and callbacks wait. Undefined: always open. */
  hours: OpeningHours | undefined
  /** Calls per millisecond at the peak of the day. */
  readonly peakRate: number
  /** The delay of this queue's daily profile against the domain's, in milliseconds. */
  readonly phaseMs: number
  /** The present arrival rate relative to the normal rate of this hour. */
  surge: number
  readonly medianTalkMs: number
  readonly meanPatienceMs: number
  readonly campaign: Campaign
  readonly agents: Set<Agent>
  /** Each line in the order of `enqueuedAt`. */
  readonly waiting: Record<WorkKind, Work[]>
  /** The longest wait that ended today, in milliseconds. */
  longestEndedMs: number
  readonly calls: QueueCalls
  revision: number
}

export type AgentState = 'LOGGED_OUT' | 'NOT_READY' | 'READY' | 'RINGING' | 'ON_CALL' | 'ACW'

export interface ReasonCode {
  readonly id: string
  readonly name: string
  readonly selectable: boolean
}

/** Counts of an agent since the start of the day, without the running login and break. */
export interface AgentTally {
  calls: number
  /** Of these, the calls of outbound campaigns. */
  outboundCalls: number
  talkMs: number
  holdMs: number
  wrapMs: number
  breaks: number
  breakMs: number
  loginMs: number
  voicemails: number
  voicemailMs: number
  readonly dispositions: Record<string, number>
}

export interface Agent {
  readonly id: string
  readonly userName: string
  fullName: string
  readonly extension: string
  /** The active queues. */
  readonly queues: Set<Queue>
  /** Assigned queues that a supervisor has switched off. */
  readonly inactiveQueues: Set<Queue>
  /** The outbound campaign that the agent works for; such an agent serves no queue. */
  readonly outboundCampaign: Campaign | undefined
  state: AgentState
  stateSince: number
  loggedInAt: number
  /** The running login and the running break count to today from these instants. */
  loginCountedFrom: number
  breakCountedFrom: number
  reason: ReasonCode | undefined
  reasonSince: number
  work: Work | OutboundCall | undefined
  wantsBreak: boolean
  /** A supervisor has set the agent to not ready for this reason; it begins after the work in progress. */
  pendingReason: ReasonCode | undefined
  isArriving: boolean
  isLeaving: boolean
  tally: AgentTally
  changedAt: number
  revision: number
}

/** The floor's clock, and planning of later actions. */
export interface Clock {
  readonly now: () => number
  /** The instant whose time of day chooses traffic and opening hours: now, unless the floor's day is moved. */
  readonly scheduleNow: () => number
  readonly after: (delayMs: number, action: () => void) => void
}

export function emptyAgentTally(): AgentTally {
  return {
    calls: 0,
    outboundCalls: 0,
    talkMs: 0,
    holdMs: 0,
    wrapMs: 0,
    breaks: 0,
    breakMs: 0,
    loginMs: 0,
    voicemails: 0,
    voicemailMs: 0,
    dispositions: {},
  }
}

export function emptyCampaignTally(): CampaignTally {
  return {
    received: 0,
    connected: 0,
    handled: 0,
    abandoned: 0,
    answeredInTime: 0,
    finishedInIvr: 0,
    failedInIvr: 0,
    waitMs: 0,
    talkMs: 0,
    wrapMs: 0,
    longestHoldMs: 0,
    longestWaitMs: 0,
    dispositions: {},
  }
}

/** Changes the state of an agent and updates the times that depend on it. */
export function changeState(agent: Agent, state: AgentState, now: number): void {
  if (agent.state === 'NOT_READY') agent.tally.breakMs += now - agent.breakCountedFrom
  if (agent.state === 'LOGGED_OUT') agent.loginCountedFrom = now
  if (state === 'LOGGED_OUT') agent.tally.loginMs += now - agent.loginCountedFrom
  if (state === 'NOT_READY') {
    agent.tally.breaks += 1
    agent.breakCountedFrom = now
  }
  agent.state = state
  agent.stateSince = now
  markChanged(agent, now)
}

export function markChanged(agent: Agent, now: number): void {
  agent.changedAt = now
  agent.revision += 1
  for (const queue of agent.queues) queue.revision += 1
  if (agent.outboundCampaign !== undefined) agent.outboundCampaign.revision += 1
}

/** Starts a day: daily counts are reset; running states continue. */
export function beginDay(
  queues: Iterable<Queue>,
  agents: readonly Agent[],
  campaigns: Iterable<Campaign>,
  now: number,
): void {
  for (const queue of queues) {
    queue.longestEndedMs = 0
    queue.revision += 1
  }
  for (const agent of agents) {
    agent.tally = emptyAgentTally()
    if (agent.state === 'NOT_READY') agent.tally.breaks = 1
    agent.loginCountedFrom = now
    agent.breakCountedFrom = now
    markChanged(agent, now)
  }
  for (const campaign of campaigns) {
    campaign.tally = emptyCampaignTally()
    // Waiting and ringing calls will be connected or abandoned today.
    for (const { waiting } of campaign.queues) {
      campaign.tally.received += waiting.call.length + waiting.callback.length
    }
    campaign.tally.received += agents.filter(
      ({ state, work }) =>
        state === 'RINGING' &&
        (work?.kind === 'call' || work?.kind === 'callback') &&
        work.queue.campaign === campaign,
    ).length
    campaign.revision += 1
  }
}
