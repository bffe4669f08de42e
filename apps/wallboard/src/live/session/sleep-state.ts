import type { Clocks } from '@wallboard/relay'

/** Both clocks of the machine, read together. */
export interface ClockReading {
  readonly monotonic: number
  readonly wall: number
}

export const readClocks = ({ monotonic, wall }: Clocks): ClockReading => ({
  monotonic: monotonic(),
  wall: wall(),
})

/** On a machine that is awake the two clocks drift apart by far less than this between two readings. */
const minSleepMs = 1_000
/** Slow drift is not sleep: readings are compared over at most this time. */
const maxCompareMs = 30_000

/**
 * For how long the machine may have slept since the reading `before`, in milliseconds, and the reading to compare with
 * next. Some machines stop their monotonic clock while they sleep: then only the wall clock shows it. The wall clock may
 * have been set forward instead; the page cannot tell, and treats its figures as old until a new connection.
 */
export function sleptSince(
  before: ClockReading,
  now: ClockReading,
): { readonly sleptMs: number; readonly before: ClockReading } {
  const elapsedMs = now.monotonic - before.monotonic
  const driftMs = now.wall - before.wall - elapsedMs
  const isAsleep = driftMs >= minSleepMs
  const isOver = isAsleep || driftMs < 0 || elapsedMs >= maxCompareMs
  return { sleptMs: isAsleep ? driftMs : 0, before: isOver ? now : before }
}
