/** The people, queues and work of the simulated contact centre: mutable state, changed by `floor.ts` and its parts. */

import type { OpeningHours } from './opening-hours.ts'

export type WorkKind = 'call' | 'callback' | 'voicemail'

/** Something that waits in a queue. A callback keeps the place, and so the instant, of the call that it was. */
export interface Work {
  readonly kind: WorkKind
  readonly queue: Queue
  readonly enqueuedAt: number
  readonly customer: string
  isWaiting: boolean
}

/** What came to a campaign since the day began. */
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
  readonly state: 'RUNNING' | 'NOT_RUNNING'
  readonly stateSince: number
  readonly queues: Set<Queue>
  tally: CampaignTally
  /** Counts the changes, so that a row is built again only after one. */
  revision: number
}

export interface Queue {
  readonly id: string
  name: string
  isOpen: boolean
  /** Outside of them nobody is there, and callbacks wait; undefined: open day and night. */
  hours: OpeningHours | undefined
  /** Calls per millisecond at the peak of the day. */
  readonly peakRate: number
  /** How much later than the domain's its day runs, in milliseconds. */
  readonly phaseMs: number
  /** The present rate over the usual one of this hour. */
  surge: number
  readonly medianTalkMs: number
  readonly meanPatienceMs: number
  readonly campaign: Campaign
  readonly agents: Set<Agent>
  /** Each line in the order of `enqueuedAt`. */
  readonly waiting: Record<WorkKind, Work[]>
  /** The longest wait that ended today, in milliseconds. */
  longestEndedMs: number
  revision: number
}

export type AgentState = 'LOGGED_OUT' | 'NOT_READY' | 'READY' | 'RINGING' | 'ON_CALL' | 'ACW'

export interface ReasonCode {
  readonly id: string
  readonly name: string
  readonly selectable: boolean
}

/** What an agent did since the day began; the login and break that still run are not in it. */
export interface AgentTally {
  calls: number
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
  readonly queues: Set<Queue>
  state: AgentState
  stateSince: number
  loggedInAt: number
  /** From here on the running login counts to today, and the running break likewise. */
  loginCountedFrom: number
  breakCountedFrom: number
  reason: ReasonCode | undefined
  reasonSince: number
  work: Work | undefined
  wantsBreak: boolean
  isArriving: boolean
  isLeaving: boolean
  tally: AgentTally
  changedAt: number
  revision: number
}

/** The floor's clock and its way to plan, for the parts of the model. */
export interface Clock {
  readonly now: () => number
  readonly after: (delayMs: number, action: () => void) => void
}

export function emptyAgentTally(): AgentTally {
  return {
    calls: 0,
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

/** Moves an agent to a state, and closes or opens the times that depend on it. */
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
}

/** Begins a day: what is counted per day starts at nothing, what runs goes on. */
export function beginDay(queues: Iterable<Queue>, agents: Iterable<Agent>, now: number): void {
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
}
