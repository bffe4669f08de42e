import { maxWaitMs } from '@wallboard/history'

/*
 * The instants of one feed's recording. They are those of the recording clock, unless the stored recording already
 * reaches beyond them, because the wall clock was set back while no server ran: then they continue what is stored, so
 * that no instant is recorded twice.
 */

export interface FeedClockState {
  /** What to add to an instant of the recording clock. */
  readonly shiftMs: number
  /** The last instant of the feed. */
  readonly last: number
}

/** The row of the step in the coverage is at least as long. */
const stepRowMs = 1_000

/** @param storedUntil where the stored recording ends; -Infinity for none */
export function startFeedClock(at: number, storedUntil: number): FeedClockState {
  const aheadMs = storedUntil - at
  if (aheadMs <= maxWaitMs) return { shiftMs: 0, last: Math.max(at, storedUntil) }
  return { shiftMs: aheadMs + stepRowMs, last: storedUntil + stepRowMs }
}

/** Whether the recording continues at another instant than that of the recording clock. */
export const isAhead = ({ last }: FeedClockState, at: number): boolean => last > at

export const feedInstant = ({ shiftMs, last }: FeedClockState, at: number): number =>
  Math.max(last, at + shiftMs)

/** After the wall clock was set, the instants are those of the recording clock again if it has passed the recording. */
export const afterClockStep = (clock: FeedClockState, at: number): FeedClockState =>
  at >= clock.last ? { shiftMs: 0, last: at } : clock
