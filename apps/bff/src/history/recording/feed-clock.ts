import { afterClockStep, feedInstant, isAhead, startFeedClock } from './feed-clock-state.ts'

/** The clock of one feed's recording, which never runs backwards. */
export interface FeedClock {
  /** Starts at an instant of the recording clock, behind what is stored. */
  readonly start: (at: number, storedUntil: number) => void
  /** The instant of the feed for one of the recording clock. */
  readonly instant: (at: number) => number
  /** The last instant of the feed. */
  readonly last: () => number
  /** Whether the feed is ahead of an instant of the recording clock. */
  readonly isAhead: (at: number) => boolean
  /** What to add to an instant of the recording clock. */
  readonly shiftMs: () => number
  /** The wall clock was set. */
  readonly stepped: (at: number) => void
}

export function createFeedClock(at: number): FeedClock {
  let clock = startFeedClock(at, -Infinity)
  return {
    start(from, storedUntil) {
      clock = startFeedClock(from, storedUntil)
    },
    instant(of) {
      clock = { ...clock, last: feedInstant(clock, of) }
      return clock.last
    },
    last: () => clock.last,
    isAhead: (of) => isAhead(clock, of),
    shiftMs: () => clock.shiftMs,
    stepped(of) {
      clock = afterClockStep(clock, of)
    },
  }
}
