import {
  afterCallLimits,
  notReadyLimits,
  onCallLimits,
  type Habit,
  type StateLimits,
} from '../estimates/index.ts'
import { ringingLimits } from '../estimates/stuck-limits.ts'
import type { AgentRecord } from './agent-record.ts'

/** A site's limit for the reasons whose name holds these words, in any case. */
export interface ReasonLimit {
  readonly name: string
  readonly minutes: number
}

/** What history knows of the typical lengths; undefined where it knows none. */
export interface Habits {
  readonly afterCall: (agentId: string) => Habit | undefined
  readonly teamAfterCall: Habit | undefined
  readonly onCall: (agentId: string) => Habit | undefined
  readonly reason: (reasonId: string) => Habit | undefined
}

/** Nothing is known of anybody's habits. */
export const noHabits: Habits = {
  afterCall: () => undefined,
  teamAfterCall: undefined,
  onCall: () => undefined,
  reason: () => undefined,
}

const wordsOf = (text: string): string =>
  ` ${text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .join(' ')} `

/**
 * The site's limit of a reason in seconds: that of its whole name, else of the longest name whose words it holds, so that
 * "Short break" has the limit of "Break".
 */
export function siteReasonLimit(reason: string, limits: readonly ReasonLimit[]): number | undefined {
  const words = wordsOf(reason)
  const fitting = limits
    .filter(({ name }) => words.includes(wordsOf(name)))
    .sort((a, b) => b.name.length - a.name.length)
  const exact = fitting.find(({ name }) => wordsOf(name) === words)
  const found = exact ?? fitting[0]
  return found && found.minutes * 60
}

/** Prepares the limits of agents from the site's limits and from habits. */
export function limitsFor(
  siteLimits: readonly ReasonLimit[],
  habits: Habits = noHabits,
): (agent: AgentRecord) => StateLimits | undefined {
  const ofReasons = new Map<string, StateLimits | undefined>()

  function ofReason({ id, name }: { readonly id: string; readonly name: string }): StateLimits | undefined {
    const key = `${id} ${name}`
    if (!ofReasons.has(key))
      ofReasons.set(key, notReadyLimits(siteReasonLimit(name, siteLimits), habits.reason(id)))
    return ofReasons.get(key)
  }

  return ({ id, activity, reason }) => {
    switch (activity) {
      case 'after-call':
        return afterCallLimits(habits.afterCall(id), habits.teamAfterCall)
      case 'on-call':
        return onCallLimits(habits.onCall(id))
      case 'ringing':
        return ringingLimits
      case 'not-ready':
        return reason && ofReason(reason)
      case 'ready':
      case 'other':
      case 'logged-out':
        return undefined
    }
  }
}
