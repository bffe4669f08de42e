import { readNumber, readText, type Row } from '../row.ts'
import type { StateLimits } from './stuck-limits.ts'

/** For how long a person has been in a state or reason, in seconds; undefined when Five9 sent no instant. */
export function secondsInState(row: Row, nowMs: number): number | undefined {
  const hasReason = (readText(row, 'reasonCodeId') ?? '0') !== '0'
  const reasonSince = hasReason ? readNumber(row, 'reasonCodeSince') : undefined
  // 0 is Five9's value for "not now".
  const since = (reasonSince ?? 0) > 0 ? reasonSince : readNumber(row, 'stateSince')
  return since === undefined || since <= 0 ? undefined : Math.max(0, (nowMs - since) / 1_000)
}

/** Beyond a mark a row is marked; beyond an alarm an alert is due. */
export type StuckLevel = 'mark' | 'alarm'

/** The level of a time in a state, in seconds; undefined within the limits. */
export function levelBeyond(seconds: number, limits: StateLimits): StuckLevel | undefined {
  if (seconds <= limits.mark) return undefined
  return limits.alarm !== undefined && seconds > limits.alarm ? 'alarm' : 'mark'
}

/** A queue that a ready person has as an active skill. */
export interface WaitingQueue {
  readonly queueId: string
  /** For how long the queue has had callers without a break, in seconds: at least the wait of its first call. */
  readonly callersFor: number
  /** Agents who are ready for calls of the queue by Five9's count. */
  readonly agentsInQueue: number | undefined
}

export interface NotFed {
  readonly queueId: string
  /** `not-for-calls`: Five9 counts nobody ready, so a channel or a skill is off. */
  readonly kind: 'not-fed' | 'not-for-calls'
  readonly level: StuckLevel
  /** Seconds both ready and with callers. */
  readonly seconds: number
}

/** Seconds ready beside waiting callers from which a row is marked. */
export const notFedMark = 30
const notFedAlarm = 60

/** Whether a person has been ready while calls waited in a queue of theirs. Both sources must be live. */
export function readyNotFed(
  readyFor: number,
  queues: readonly WaitingQueue[],
  isLive: boolean,
): NotFed | undefined {
  if (!isLive) return undefined
  const [worst] = [...queues].sort((one, other) => other.callersFor - one.callersFor)
  const seconds = Math.min(readyFor, worst?.callersFor ?? 0)
  if (worst === undefined || seconds < notFedMark) return undefined
  return {
    queueId: worst.queueId,
    kind: worst.agentsInQueue === 0 ? 'not-for-calls' : 'not-fed',
    level: seconds >= notFedAlarm ? 'alarm' : 'mark',
    seconds,
  }
}

/** The chance that a ready person gets none of some calls by accident, while calls go to all who are ready alike. */
export function passedOverChance(readyAgents: number, calls: number): number {
  return readyAgents < 1 ? 1 : (1 - 1 / readyAgents) ** calls
}

/** Say that a person is passed over when that is less likely than this. */
export const passedOverBelow = 0.01
