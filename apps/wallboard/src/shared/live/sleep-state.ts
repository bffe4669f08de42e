import type { Clocks } from '@wallboard/relay'

/** What both clocks of the screen said at one look. */
export interface ClockReading {
  readonly monotonic: number
  readonly wall: number
}

export const readClocks = ({ monotonic, wall }: Clocks): ClockReading => ({
  monotonic: monotonic(),
  wall: wall(),
})

/** The two clocks of a machine that is awake never part by so much between two looks. */
const partedMs = 1_000

/**
 * For how long the machine may have slept between two looks, in milliseconds; 0 when it did not. Some machines stop their
 * monotonic clock while they sleep, and then only the time of day tells. It may have been set forward instead: a screen
 * cannot know, and takes its figures for old until the server has spoken on a new connection.
 */
export function sleptMs(before: ClockReading, now: ClockReading): number {
  const partedBy = now.wall - before.wall - (now.monotonic - before.monotonic)
  return partedBy >= partedMs ? partedBy : 0
}
