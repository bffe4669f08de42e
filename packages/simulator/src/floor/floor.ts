/**
 * The contact centre as a discrete-event model: Poisson arrivals with a daily profile and surges, exponential
 * patience, log-normal talk and wrap-up times, agents with several skills selected by longest idle time, breaks with
 * reason codes, shifts that follow the traffic, and a dialer for an outbound campaign. The caller advances its clock.
 */
import type { StatRow } from '@wallboard/five9/events'
import { createAgenda } from './agenda.ts'
import {
  beginDay,
  type Campaign,
  type Clock,
  type EndedWait,
  type Queue,
  type QueueCalls,
  type ReasonCode,
} from './contact-centre.ts'
import { startDemand } from './demand.ts'
import { createDialer } from './dialer.ts'
import { createEndedWaits } from './ended-waits.ts'
import { planDomain } from './domain-plan.ts'
import { createPeople, type AgentChange } from './people.ts'
import { createQueueChanges } from './queue-changes.ts'
import { createRandom } from './random.ts'
import { reasonCodes } from './reason-codes.ts'
import { createRouting } from './routing.ts'
import { createRows, type TotalsForm } from './rows.ts'
import { createShifts } from './shifts.ts'

export interface FloorOptions {
  /** The same seed and options give the same run. */
  readonly seed: number
  readonly queues: number
  readonly agents: number
  /** Traffic relative to the capacity of the agents: at 1 half of the callers wait for more than 20 s, at 0.7 three of ten. */
  readonly load: number
  /** Epoch milliseconds. At this instant the floor is already busy. */
  readonly startAt: number
  /** Another number gives the same queues and people another day; by default the day follows from `seed`. */
  readonly daySeed?: number
  /**
   * Moves the peak of the traffic, 14:00 UTC, and the opening hours by this many milliseconds. Statistics still restart at
   * midnight UTC. Default 0.
   */
  readonly scheduleShiftMs?: number
}

export interface FloorUser {
  readonly id: string
  readonly userName: string
  readonly fullName: string
  readonly extension: string
  /** The assigned queues. */
  readonly skillIds: readonly string[]
  /** Those of them that the agent works on. */
  readonly activeSkillIds: readonly string[]
  readonly roles: readonly string[]
}

export interface FloorCampaign {
  readonly id: string
  readonly name: string
  readonly type: 'INBOUND' | 'OUTBOUND'
  readonly skillIds: readonly string[]
  readonly state: 'RUNNING' | 'NOT_RUNNING'
}

/** An event other than statistics. */
export interface FloorEvent {
  readonly eventId: string
  readonly eventReason: string | null
  readonly payLoad: unknown
}

export type FloorReasonCode = ReasonCode

export interface Floor {
  readonly now: () => number
  /** Runs the model up to an instant. A past instant changes nothing. */
  readonly advanceTo: (at: number) => void
  /**
   * All data sources, or those named, as Five9 would send them now, including totals rows. An unchanged row is the same object as
   * before. Running times are in whole seconds.
   */
  readonly rows: (
    totals?: TotalsForm,
    sources?: ReadonlySet<string>,
  ) => ReadonlyMap<string, readonly StatRow[]>
  readonly queues: () => readonly { readonly id: string; readonly name: string }[]
  /** What happened to the calls of each queue since the floor began, by queue id. */
  readonly calls: () => ReadonlyMap<string, Readonly<QueueCalls>>
  /** The waits of calls that ended since the last call of this, the last 10,000 of them. */
  readonly takeEndedWaits: () => readonly EndedWait[]
  readonly users: () => readonly FloorUser[]
  readonly campaigns: () => readonly FloorCampaign[]
  /** Events about campaigns that became due since the last call. */
  readonly takeEvents: () => readonly FloorEvent[]
  /** Starts or stops a campaign; a stopped inbound campaign takes no calls. False for an unknown id. */
  readonly startCampaign: (id: string) => boolean
  readonly stopCampaign: (id: string) => boolean
  /** Resets an outbound campaign; false for another id. */
  readonly resetCampaign: (id: string) => boolean
  readonly reasonCodes: () => readonly FloorReasonCode[]
  /** The ids of a user's skills; empty for an unknown user. */
  readonly skillsOf: (userId: string) => readonly string[]
  /** Returns the new queue's id. */
  readonly addQueue: (name: string) => string
  readonly renameQueue: (id: string, name: string) => boolean
  readonly removeQueue: (id: string) => boolean
  /** Adds an agent with the skills of a team, logged out until the next shift. Returns the id. */
  readonly addAgent: (name: string) => string
  readonly renameAgent: (id: string, name: string) => boolean
  /** Removes an agent at once; a call in progress is lost. */
  readonly removeAgent: (id: string) => boolean
  /** Logs an agent out after the work in progress. */
  readonly logOutAgent: (id: string) => boolean
  /** Ends an agent's break. */
  readonly setAgentReady: (id: string) => AgentChange
  /** Sets an agent to not ready, after the work in progress. */
  readonly setAgentNotReady: (id: string, reasonId: string) => AgentChange
  /** Replaces the active queues of an agent by a part of the assigned ones. */
  readonly setActiveSkills: (id: string, skillIds: readonly string[]) => AgentChange
}

const hour = 3_600_000
const day = 24 * hour
const warmUpMs = 3 * hour

const skillIds = (list: Iterable<Queue>): string[] => [...list].map(({ id }) => id)

function setState(campaign: Campaign | undefined, state: Campaign['state'], now: number): boolean {
  if (campaign === undefined) return false
  if (campaign.state === state) return true
  campaign.state = state
  campaign.stateSince = now
  campaign.revision += 1
  return true
}

export function createFloor(options: FloorOptions): Floor {
  const planRandom = createRandom(options.seed)
  const agenda = createAgenda()
  let now = options.startAt - warmUpMs
  const clock: Clock = {
    now: () => now,
    scheduleNow: () => now - (options.scheduleShiftMs ?? 0),
    after: (delayMs, action) => {
      agenda.plan(now + Math.max(1, Math.round(delayMs)), action)
    },
  }
  const { agents, campaigns, teams, outbound, peakRate, ...plan } = planDomain(
    { ...options, now },
    planRandom,
  )
  const random = options.daySeed === undefined ? planRandom : createRandom(options.daySeed)
  const queues = new Map(plan.queues.map((queue) => [queue.id, queue]))
  const rowsAt = createRows()
  const shifts = createShifts({
    clock,
    random,
    seekWork: (agent) => {
      if (agent.outboundCampaign === undefined) routing.seekWork(agent)
      else dialer.agentReady()
    },
  })
  let events: FloorEvent[] = []
  const dialer = createDialer(outbound, {
    clock,
    // A separate sequence: dialing does not change the inbound calls of a seed.
    random: createRandom((options.daySeed ?? options.seed) + 1),
    becameFree: shifts.becameFree,
    announce: (eventId) => events.push({ eventId, eventReason: 'UPDATED', payLoad: null }),
  })
  const endedWaits = createEndedWaits(() => now)
  const { becameFree } = shifts
  const routing = createRouting({ clock, random, becameFree, waitEnded: endedWaits.waitEnded })

  function open(queue: Queue): void {
    startDemand(queue, clock, random, routing.callArrived)
  }

  /** Daily statistics restart at midnight UTC. */
  function planMidnight(): void {
    clock.after(day - (now % day), () => {
      beginDay(queues.values(), agents, campaigns, now)
      planMidnight()
    })
  }

  function advanceTo(at: number): void {
    agenda.runUntil(at, (due) => {
      now = due
    })
    now = Math.max(now, at)
  }

  planMidnight()
  for (const team of [...teams, outbound.agents]) shifts.staff(team)
  for (const queue of queues.values()) {
    routing.fillOvernight(queue)
    open(queue)
  }
  advanceTo(options.startAt)

  const people = createPeople({
    ...{ agents, teams, dialing: outbound.agents, shifts, random },
    now: () => now,
    seekWork: routing.seekWork,
  })
  const queueChanges = createQueueChanges({
    ...{ queues, agents, campaigns, peakRate, random, open },
    clear: routing.clear,
  })
  const isOutbound = (id: string) => id === outbound.campaign.id
  const inbound = (id: string) => campaigns.find((each) => each.id === id)

  function onOutbound(change: () => void): true {
    change()
    return true
  }

  return {
    now: () => now,
    advanceTo,
    rows: (totals = 'agents', sources) =>
      rowsAt({ queues: [...queues.values()], agents, campaigns, outbound }, now, totals, sources),
    queues: () => [...queues.values()].map(({ id, name }) => ({ id, name })),
    calls: () => new Map([...queues.values()].map(({ id, calls }) => [id, { ...calls }])),
    takeEndedWaits: endedWaits.takeEndedWaits,
    users: () =>
      agents.map(({ id, userName, fullName, extension, queues: skills, inactiveQueues }) => ({
        id,
        userName,
        fullName,
        extension,
        skillIds: skillIds([...skills, ...inactiveQueues]),
        activeSkillIds: skillIds(skills),
        roles: ['Agent'],
      })),
    campaigns: () =>
      campaigns.map(({ id, name, type, state, queues: skills }) => ({
        id,
        name,
        type,
        state,
        skillIds: skillIds(skills),
      })),
    takeEvents() {
      const due = events
      events = []
      return due
    },
    startCampaign: (id) =>
      isOutbound(id) ? onOutbound(dialer.start) : setState(inbound(id), 'RUNNING', now),
    stopCampaign: (id) =>
      isOutbound(id) ? onOutbound(dialer.stop) : setState(inbound(id), 'NOT_RUNNING', now),
    resetCampaign: (id) => isOutbound(id) && onOutbound(dialer.reset),
    reasonCodes: () => reasonCodes,
    skillsOf: (userId) => skillIds(agents.find(({ id }) => id === userId)?.queues ?? []),
    ...people,
    ...queueChanges,
  }
}
