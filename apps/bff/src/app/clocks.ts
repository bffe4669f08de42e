import type { Clocks } from '@wallboard/relay'

/** The clocks of this process, in whole milliseconds. */
export const systemClocks: Clocks = {
  monotonic: () => Math.round(performance.timeOrigin + performance.now()),
  wall: () => Date.now(),
}
