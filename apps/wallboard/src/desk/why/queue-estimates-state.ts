import type { CountedCalls } from '@wallboard/relay/rest/estimates'
import { currentWaitMs, isWaitOfCallback, readNumber, type Row } from '@wallboard/statistics'
import {
  agentsNeeded,
  expectedWait,
  minAgents,
  minutesUntilClear,
  unknown,
  type Estimate,
  type ExpectedWait,
  type ExpectedWaitInputs,
  type StaffingInputs,
} from '@wallboard/statistics/estimates'

/** What a page knows of a queue now. */
export interface QueueNow {
  readonly queueId: string
  readonly row: Row
  /** Effective agents of the queue, by AGENT_STATE and their skills; undefined where this user sees no agents. */
  readonly agents: number | undefined
  /** What was counted; undefined while it is not known. */
  readonly facts: CountedCalls | undefined
  /** Both the queues and the agents are live. */
  readonly isLive: boolean
  /** By the clock of `asOf`. */
  readonly nowMs: number
}

/** Callers give up at this rate; 0 when nobody is known to. */
const hangUpRateOf = ({ facts }: QueueNow): number => (facts?.patience ? 1 / facts.patience.seconds : 0)

/** How long a new caller of the queue will wait. */
export function queueExpectedWait(queue: QueueNow): Estimate<ExpectedWait, ExpectedWaitInputs> {
  const { row, facts, isLive, nowMs } = queue
  // With callbacks the longest wait may be of a callback.
  const isOfCall = (readNumber(row, 'callbacksInQueue') ?? 0) === 0
  const waitMs = isOfCall ? currentWaitMs(row, nowMs) : undefined
  return expectedWait({
    waiting: readNumber(row, 'callsInQueue') ?? Number.NaN,
    ready: readNumber(row, 'agentsInQueue') ?? 0,
    agents: queue.agents,
    handleTime: facts?.handleTime?.seconds,
    hangUpRate: hangUpRateOf(queue),
    longestWait: waitMs === undefined ? undefined : waitMs / 1_000,
    recentAnswers: facts?.recentAnswers ?? 0,
    isLive,
  })
}

/** What would bring the longest wait of a queue within its target. */
export interface QueueHelp {
  /** Agents more than now; undefined for more than 20. */
  readonly extra: number | undefined
  /** Minutes until it is reached with them; undefined for later than half an hour. */
  readonly minutes: number | undefined
}

/** The target is to be reached in a quarter of an hour, or in the target itself if that is longer. */
export const helpWithinSeconds = 900

/** How many agents more a queue needs, and when its longest wait is then within the target. */
export function queueHelp(queue: QueueNow, targetSeconds: number): Estimate<QueueHelp, StaffingInputs> {
  const { row, agents, facts, isLive } = queue
  const inputs: StaffingInputs = {
    waiting: readNumber(row, 'callsInQueue') ?? Number.NaN,
    agents,
    busy: agents ?? 0,
    arrivals: facts?.arrivals ? facts.arrivals.calls / facts.arrivals.seconds : undefined,
    handleTime: facts?.handleTime?.seconds,
    hangUpRate: hangUpRateOf(queue),
    targetWait: targetSeconds,
    within: Math.max(targetSeconds, helpWithinSeconds),
    isLive,
  }
  // The model covers calls: to callers who wait to be called back by nobody it must not say that no agents are needed.
  if (isWaitOfCallback(row) && agents !== undefined && agents < minAgents)
    return unknown('too-few-agents', inputs)
  const needed = agentsNeeded(inputs)
  if (needed.type === 'unknown') return needed
  if (needed.value === undefined) return { ...needed, value: { extra: undefined, minutes: undefined } }
  const until = minutesUntilClear(inputs, needed.value)
  if (until.type === 'unknown') return until
  return { ...needed, value: { extra: needed.value, minutes: until.value } }
}
