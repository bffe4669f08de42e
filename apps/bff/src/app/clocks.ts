import { wallOffsetMs, type Clocks } from '@wallboard/relay'

const { timeOrigin } = performance

/** The clocks of this process, in whole milliseconds. */
export const systemClocks: Clocks = {
  monotonic: () => Math.round(timeOrigin + performance.now()),
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
