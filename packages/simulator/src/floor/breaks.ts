import { changeState, markChanged, type Agent, type Clock, type ReasonCode } from './contact-centre.ts'
import type { Random } from './random.ts'
import { drawBreak } from './reason-codes.ts'

const minute = 60_000
/** An agent whom a supervisor set to not ready comes back after this time. */
const heldBreakMs = 30 * minute
const meanBetweenBreaksMs = 65 * minute

/** The breaks of agents, each with a reason: planned by chance, or set by a supervisor. */
export interface Breaks {
  /** Plans the next break of an agent who is logged in. */
  readonly plan: (agent: Agent) => void
  readonly start: (agent: Agent) => void
  /** Begins a break, or changes its reason, because a supervisor has set it. */
  readonly hold: (agent: Agent, reason: ReasonCode) => void
  readonly end: (agent: Agent) => void
}

export function createBreaks(deps: {
  readonly clock: Clock
  readonly random: Random
  readonly becameFree: (agent: Agent) => void
}): Breaks {
  const { clock, random, becameFree } = deps

  function plan(agent: Agent): void {
    const { loggedInAt } = agent
    clock.after(random.exponential(meanBetweenBreaksMs), () => {
      if (agent.loggedInAt !== loggedInAt) return
      if (agent.state === 'READY') start(agent)
      else agent.wantsBreak = true
    })
  }

  function start(agent: Agent): void {
    agent.wantsBreak = false
    stayAway(agent)
    changeState(agent, 'NOT_READY', clock.now())
  }

  /** A break with one reason, sometimes followed by another reason within the same Not Ready. */
  function stayAway(agent: Agent): void {
    const { reason, lengthMs } = drawBreak(random)
    beginReason(agent, reason, lengthMs, () => {
      if (random.chance(0.1) && !agent.isLeaving) stayAway(agent)
      else end(agent)
    })
  }

  /** Calls `ended` after the time, unless the break has ended or has another reason by then. */
  function beginReason(
    agent: Agent,
    reason: ReasonCode | undefined,
    lengthMs: number,
    ended: () => void,
  ): void {
    const since = clock.now()
    agent.reason = reason
    agent.reasonSince = since
    markChanged(agent, since)
    clock.after(lengthMs, () => {
      if (agent.state === 'NOT_READY' && agent.reasonSince === since) ended()
    })
  }

  function end(agent: Agent): void {
    agent.reason = undefined
    agent.reasonSince = 0
    if (!agent.isLeaving) plan(agent)
    becameFree(agent)
  }

  function hold(agent: Agent, reason: ReasonCode): void {
    agent.pendingReason = undefined
    beginReason(agent, reason, heldBreakMs, () => {
      end(agent)
    })
    if (agent.state !== 'NOT_READY') changeState(agent, 'NOT_READY', clock.now())
  }

  return { plan, start, hold, end }
}
