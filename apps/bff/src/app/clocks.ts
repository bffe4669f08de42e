import { wallOffsetMs, type Clocks } from '@wallboard/relay'

/** The clocks of this process, in whole milliseconds. */
export const systemClocks: Clocks = {
  // Not read once: a simulated server has another origin than the process that loads this.
  monotonic: () => Math.round(performance.timeOrigin + performance.now()),
  wall: () => Date.now(),
}

/**
 * Epoch milliseconds that do not step while this process runs, for ages that outlive it: the wall clock as it was at the
 * start, plus the monotonic time since.
 */
export function steadyClock(clocks: Clocks): () => number {
  const offsetMs = wallOffsetMs(clocks)
  return () => clocks.monotonic() + offsetMs
}
