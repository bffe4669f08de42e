/*
 * The clock that dates a recording: the time of day, but never backwards, so that no instant is recorded twice.
 */

/** What to add to the monotonic clock, and the last instant that was used. */
export interface RecordingClock {
  /** For an instant of the recording. */
  readonly offsetMs: number
  /** For the time of day. The two differ after the wall clock was set far back. */
  readonly wallOffsetMs: number
  readonly last: number
}

/** A smaller difference between the two clocks is no step. */
export const stepMs = 250

/**
 * After a step back by at most this, the recording waits until the wall clock has passed its last instant. After a larger
 * one it goes on ahead of the wall clock: a clock that was set back by a day would cost a day of history.
 */
export const maxWaitMs = 300_000

export interface ClockReading {
  readonly clock: RecordingClock
  readonly at: number
  /**
   * The wall clock was set since the last reading, forward or far back: the instants of the recording do not tell what
   * time passed at the step.
   */
  readonly hasStepped: boolean
}

/** The clock of a recording that starts now. */
export function startRecordingClock(now: {
  readonly monotonic: number
  readonly wall: number
}): RecordingClock {
  const offsetMs = now.wall - now.monotonic
  return { offsetMs, wallOffsetMs: offsetMs, last: Math.round(now.wall) }
}

/**
 * Reads the clock. It follows the wall clock forward, stands still after a small step back, and runs on with the
 * monotonic clock after a large one, until the wall clock has caught up or is set forward again.
 */
export function readRecordingClock(
  clock: RecordingClock,
  now: { readonly monotonic: number; readonly wall: number },
): ClockReading {
  const measured = now.wall - now.monotonic
  const isSet = Math.abs(measured - clock.wallOffsetMs) > stepMs
  const wallOffsetMs = isSet ? measured : clock.wallOffsetMs
  const isFarBack = isSet && clock.last - (now.monotonic + wallOffsetMs) > maxWaitMs
  const offsetMs = isSet && !isFarBack ? wallOffsetMs : clock.offsetMs
  const at = Math.max(clock.last, Math.round(now.monotonic + offsetMs))
  const hasStepped = isFarBack || offsetMs - clock.offsetMs > stepMs
  return { clock: { offsetMs, wallOffsetMs, last: at }, at, hasStepped }
}
