import type { Clocks } from '@wallboard/relay'

/** The clocks of this browser, in milliseconds. */
export const screenClocks: Clocks = {
  monotonic: () => performance.timeOrigin + performance.now(),
  wall: () => Date.now(),
}
