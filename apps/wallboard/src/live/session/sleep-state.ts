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

/** The two clocks of a machine that is awake part by far less between two looks. */
const partedMs = 1_000
/** Their slow drift apart is no sleep: it is compared over this time at most. */
const comparedForMs = 30_000

/**
 * For how long the machine may have slept since the look `before`, in milliseconds, and the look to compare with next.
 * Some machines stop their monotonic clock while they sleep, and then only the time of day tells. It may have been set
 * forward instead: a screen cannot know, and takes its figures for old until the server has spoken on a new connection.
 */
export function sleptSince(
  before: ClockReading,
  now: ClockReading,
): { readonly sleptMs: number; readonly before: ClockReading } {
  const passedMs = now.monotonic - before.monotonic
  const partedBy = now.wall - before.wall - passedMs
  const isAsleep = partedBy >= partedMs
  const isOver = isAsleep || partedBy < 0 || passedMs >= comparedForMs
  return { sleptMs: isAsleep ? partedBy : 0, before: isOver ? now : before }
}
