import type { LimitLevel } from '../rule/rule-shape.ts'
import type { MessageType } from '../reducer/transitions.ts'
import { floodCount } from './flood.ts'

/*
 * Messages of one rule for one channel that belong together: the first waits a little for others, and groups follow one
 * another with a pause. In a flood the messages of all rules for a channel are one group. What escalates is sent at once.
 */

/** How long messages wait for others, and what is a flood. */
export interface GroupPolicy {
  /** How long the first message of a group waits for others, in milliseconds; 0: nothing is grouped. */
  readonly waitMs: number
  /** The pause between two groups of a rule, and between two summaries of a flood with a critical alert. */
  readonly pauseMs: number
  /** The pause between two summaries of a flood without a critical alert. */
  readonly summaryPauseMs: number
  /** A flood is more new alerts than this in ten minutes. */
  readonly floodCount: number
}

export const groupPolicy: GroupPolicy = {
  ...{ waitMs: 15_000, pauseMs: 60_000, summaryPauseMs: 300_000 },
  floodCount,
}

/** Whether messages of a type wait for others of their rule, channel and type. */
export const isGrouped = (type: MessageType): boolean => type === 'alert.firing' || type === 'alert.resolved'

/**
 * When a group is sent that begins now.
 *
 * @param lastSentAt when the last group of the rule and the channel was sent; undefined: never, or long ago
 */
export const groupSendAt = (
  now: number,
  lastSentAt: number | undefined,
  { waitMs, pauseMs }: Pick<GroupPolicy, 'waitMs' | 'pauseMs'> = groupPolicy,
): number => Math.max(now + waitMs, lastSentAt === undefined ? -Infinity : lastSentAt + pauseMs)

/**
 * When the summary of a flood is sent that begins now.
 *
 * @param sent when the last group of the channel and its last summary were sent
 * @param worst the worst level of the alerts that start; undefined: alerts only end
 */
export function summarySendAt(
  now: number,
  sent: { readonly groupAt: number | undefined; readonly summaryAt: number | undefined },
  worst: LimitLevel | undefined,
  policy: GroupPolicy = groupPolicy,
): number {
  const { summaryPauseMs } = policy
  const summaryAt = worst === 'critical' ? undefined : sent.summaryAt
  return Math.max(
    groupSendAt(now, sent.groupAt, policy),
    summaryAt === undefined ? -Infinity : summaryAt + summaryPauseMs,
  )
}
