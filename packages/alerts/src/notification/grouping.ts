import type { MessageType } from '../reducer/transitions.ts'

/*
 * Messages of one rule for one channel that belong together: the first waits a little for others, and groups follow one
 * another with a pause. What escalates is sent at once.
 */

const groupWaitMs = 15_000
const groupPauseMs = 60_000

/** Whether messages of a type wait for others of their rule, channel and type. */
export const isGrouped = (type: MessageType): boolean => type === 'alert.firing' || type === 'alert.resolved'

/**
 * When a group is sent that begins now.
 *
 * @param lastSentAt when the last group of the rule and the channel was sent; undefined: never, or long ago
 */
export const groupSendAt = (now: number, lastSentAt: number | undefined): number =>
  Math.max(now + groupWaitMs, lastSentAt === undefined ? -Infinity : lastSentAt + groupPauseMs)
