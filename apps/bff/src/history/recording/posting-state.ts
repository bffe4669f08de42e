/*
 * How much the recorder has posted that the writing thread has not handled. A thread that stalls must cost neither
 * memory nor time of the fan-out: beyond a limit changes are dropped, and what was dropped becomes a gap.
 */

export interface PostingState {
  /** Characters that were posted and not handled. */
  readonly outstanding: number
  /** When the thread last handled something, or had nothing to do (monotonic milliseconds). */
  readonly activeAt: number
  readonly isShedding: boolean
}

export const maxOutstanding = 64 * 1024 * 1024
export const maxStallMs = 60_000

export function initialPosting(now: number): PostingState {
  return { outstanding: 0, activeAt: now, isShedding: false }
}

export function posted(state: PostingState, characters: number, now: number): PostingState {
  const outstanding = state.outstanding + characters
  const activeAt = state.outstanding === 0 ? now : state.activeAt
  const isStalled = now - activeAt > maxStallMs
  return { outstanding, activeAt, isShedding: state.isShedding || outstanding > maxOutstanding || isStalled }
}

/** Shedding ends when all that was posted is handled: then the thread has caught up. */
export function handled(state: PostingState, characters: number, now: number): PostingState {
  const outstanding = Math.max(0, state.outstanding - characters)
  return { outstanding, activeAt: now, isShedding: state.isShedding && outstanding > 0 }
}
