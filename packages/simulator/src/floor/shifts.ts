import {
  changeState,
  markChanged,
  type Agent,
  type Clock,
  type Queue,
  type ReasonCode,
} from './contact-centre.ts'
import { createBreaks } from './breaks.ts'
import { dailyProfile } from './demand.ts'
import { isNeededAt, isOpenAt } from './opening-hours.ts'
import type { Random } from './random.ts'

const minute = 60_000
const planEveryMs = 5 * minute
const medianShiftMs = 6 * 60 * minute
/** The share of a team's agents who are on duty at the peak of the day. */
export const shareOnDuty = 0.9

export interface Shifts {
  /** An agent has finished work: the agent goes home, takes a break, or is ready. */
  readonly becameFree: (agent: Agent) => void
  /** Staffs a team and adjusts it to the daily traffic. */
  readonly staff: (team: readonly Agent[]) => void
  /** Logs an agent out: at once, or after the call in progress. */
  readonly dismiss: (agent: Agent) => void
  /** A supervisor ends the agent's break. False for an agent who is logged out. */
  readonly setReady: (agent: Agent) => boolean
  /** A supervisor sets the agent to not ready, after the work in progress. False for an agent who is logged out. */
  readonly setNotReady: (agent: Agent, reason: ReasonCode) => boolean
}

export interface ShiftsDeps {
  readonly clock: Clock
  readonly random: Random
  readonly seekWork: (agent: Agent) => void
}

export function createShifts({ clock, random, seekWork }: ShiftsDeps): Shifts {
  const breaks = createBreaks({
    ...{ clock, random },
    becameFree: (agent) => {
      becameFree(agent)
    },
  })

  function becameFree(agent: Agent): void {
    if (agent.isLeaving) logOut(agent)
    else if (agent.pendingReason !== undefined) breaks.hold(agent, agent.pendingReason)
    else if (agent.wantsBreak) breaks.start(agent)
    else {
      changeState(agent, 'READY', clock.now())
      seekWork(agent)
    }
  }

  function logIn(agent: Agent): void {
    agent.isArriving = false
    agent.loggedInAt = clock.now()
    breaks.plan(agent)
    planShiftEnd(agent, random.logNormal(medianShiftMs, 0.25) * (0.2 + 0.8 * random.uniform()))
    becameFree(agent)
  }

  function planShiftEnd(agent: Agent, delayMs: number): void {
    const { loggedInAt } = agent
    clock.after(delayMs, () => {
      if (agent.loggedInAt !== loggedInAt) return
      sendHome(agent)
      planShiftEnd(agent, planEveryMs)
    })
  }

  /** The last agent of a queue stays until another is logged in. */
  function sendHome(agent: Agent): void {
    if (agent.state === 'LOGGED_OUT' || agent.isLeaving || isLastOfAQueue(agent)) return
    agent.isLeaving = true
    if (agent.state === 'READY') logOut(agent)
  }

  function logOut(agent: Agent): void {
    agent.isLeaving = false
    agent.wantsBreak = false
    agent.pendingReason = undefined
    agent.reason = undefined
    agent.reasonSince = 0
    agent.loggedInAt = 0
    changeState(agent, 'LOGGED_OUT', clock.now())
  }

  const isOnDuty = (agent: Agent): boolean =>
    agent.isArriving || (agent.state !== 'LOGGED_OUT' && !agent.isLeaving)

  const isUnstaffed = (queue: Queue): boolean =>
    isOpenAt(queue, clock.scheduleNow()) && ![...queue.agents].some(isOnDuty)

  function isLastOfAQueue(agent: Agent): boolean {
    return [...agent.queues].some(
      (queue) =>
        isOpenAt(queue, clock.scheduleNow()) &&
        ![...queue.agents].some((each) => each !== agent && isOnDuty(each)),
    )
  }

  function pick(agents: readonly Agent[]): Agent | undefined {
    return agents[random.below(agents.length)]
  }

  function callIn(agent: Agent, withinMs: number): void {
    agent.isArriving = true
    clock.after(random.uniform() * withinMs, () => {
      logIn(agent)
    })
  }

  function bringToStrength(team: readonly Agent[], withinMs: number): void {
    const isNeeded = (agent: Agent) => isNeededAt(agent, clock.scheduleNow())
    for (const agent of team) if (isOnDuty(agent) && !agent.isArriving && !isNeeded(agent)) sendHome(agent)
    const atHome = () =>
      team.filter((agent) => agent.state === 'LOGGED_OUT' && !agent.isArriving && isNeeded(agent))
    const share = shareOnDuty * dailyProfile(clock.scheduleNow())
    const wanted = Math.max(1, Math.round(share * team.filter(isNeeded).length))
    for (let lacking = wanted - team.filter(isOnDuty).length; lacking > 0; lacking -= 1) {
      const agent = pick(atHome())
      if (agent !== undefined) callIn(agent, withinMs)
    }
    for (const agent of atHome()) if ([...agent.queues].some(isUnstaffed)) callIn(agent, withinMs)
    for (let spare = team.filter(isOnDuty).length - wanted; spare > 0; spare -= 1) {
      const agent = pick(team.filter((each) => isOnDuty(each) && !each.isArriving))
      if (agent !== undefined) sendHome(agent)
    }
  }

  return {
    becameFree,
    dismiss(agent) {
      if (agent.state === 'LOGGED_OUT') return
      if (agent.state === 'READY' || agent.state === 'NOT_READY') logOut(agent)
      else agent.isLeaving = true
    },
    setReady(agent) {
      agent.pendingReason = undefined
      if (agent.state === 'NOT_READY') breaks.end(agent)
      return agent.state !== 'LOGGED_OUT'
    },
    setNotReady(agent, reason) {
      if (agent.state === 'LOGGED_OUT') return false
      if (agent.state === 'READY' || agent.state === 'NOT_READY') breaks.hold(agent, reason)
      else {
        agent.pendingReason = reason
        markChanged(agent, clock.now())
      }
      return true
    },
    staff(team) {
      bringToStrength(team, 20 * minute)
      const review = (): void => {
        bringToStrength(team, planEveryMs)
        clock.after(planEveryMs, review)
      }
      clock.after(planEveryMs * (1 + random.uniform()), review)
    },
  }
}
