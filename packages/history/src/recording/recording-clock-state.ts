/*
 * The clock that dates a recording: the time of day, but never backwards, so that no instant is recorded twice.
 */

/** What to add to the monotonic clock for the time of day, and the last instant that was used. */
export interface RecordingClock {
  readonly offsetMs: number
  readonly last: number
}

/** A smaller difference between the two clocks is no step. */
export const stepMs = 250

export interface ClockReading {
  readonly clock: RecordingClock
  readonly at: number
  /** The wall clock was set forward since the last reading: the time in between was never there. */
  readonly hasSteppedForward: boolean
}

/**
 * Reads the clock. After the wall clock was set back, the recording stays at its last instant until the wall clock has
 * passed it: what was recorded before the step stays true as of its time.
 */
export function readRecordingClock(
  clock: RecordingClock,
  now: { readonly monotonic: number; readonly wall: number },
): ClockReading {
  const measured = now.wall - now.monotonic
  const difference = measured - clock.offsetMs
  const offsetMs = Math.abs(difference) > stepMs ? measured : clock.offsetMs
  const at = Math.max(clock.last, Math.round(now.monotonic + offsetMs))
  return { clock: { offsetMs, last: at }, at, hasSteppedForward: difference > stepMs }
}
