/*
 * Flows are what is counted over time: calls that came, were answered, were handled. All numbers add up over quarters of
 * an hour, queues of a campaign excepted: a call that may be of several queues is in `possibleAnswers` of each.
 */

/** The calls of one queue in a quarter of an hour. */
export interface QueueFlow {
  /** At least this many came: a call that was answered at once may be missing. */
  readonly arrivals: number
  /** Answered calls that are known to be of this queue. */
  readonly answers: number
  /** Answered calls that may be of this queue or of another one. */
  readonly possibleAnswers: number
  /** The same calls, shared equally among the queues that they may be of. */
  readonly sharedAnswers: number
  /** Handled calls, after-call work included, and the time of all of them. */
  readonly handled: number
  readonly handleMs: number
  /** The time that all callers waited, together. */
  readonly waitingMs: number
}

/** The calls of one inbound campaign in a quarter of an hour: exact, from its counters. */
export interface CampaignFlow {
  readonly arrivals: number
  /** Calls that ended in the IVR or were rejected: they never came to a queue. */
  readonly ended: number
  readonly answers: number
  readonly abandons: number
  readonly handled: number
  readonly handleMs: number
  /** Times that a counter fell without a reset: it covers a rolling hour, and what it counts is not known. */
  readonly falls: number
}

export const noQueueFlow: QueueFlow = {
  ...{ arrivals: 0, answers: 0, possibleAnswers: 0, sharedAnswers: 0 },
  ...{ handled: 0, handleMs: 0, waitingMs: 0 },
}

export const noCampaignFlow: CampaignFlow = {
  ...{ arrivals: 0, ended: 0, answers: 0, abandons: 0 },
  ...{ handled: 0, handleMs: 0, falls: 0 },
}

/** Adds the numbers of two flows of one kind. A number that `other` lacks counts as 0. */
export function addFlows<Field extends string>(
  one: Readonly<Record<Field, number>>,
  other: Readonly<Partial<Record<Field, number>>>,
): Readonly<Record<Field, number>> {
  const sum: Record<Field, number> = { ...one }
  for (const field in sum) sum[field] += other[field] ?? 0
  return sum
}

/** Answers of a queue are shown if at least this share of them is attributed to it. */
export const minAttributedShare = 0.9

/** The answers of a queue; undefined while too many of them may be of other queues. */
export function answersOf({ answers, possibleAnswers }: QueueFlow): number | undefined {
  return answers >= minAttributedShare * (answers + possibleAnswers) ? answers : undefined
}
