import { behindCloseCode, isOlderPosition, type Clocks, type Position } from '@wallboard/relay'
import type { Subscriber } from './client.ts'

/** A server of a cluster that is behind the position of a client waits this long for it. */
const waitForPositionMs = 2_000

/**
 * Runs `ready` once the stream is not behind the position at which a client resumes, and closes the client when that takes
 * too long. Returns a function that ends the wait; undefined when there was none.
 * @param deps.waiting called by the hub twice a second
 */
export function whenCaughtUp(
  subscriber: Subscriber,
  resume: Position | undefined,
  deps: {
    /** The position of the stream now. */
    readonly position: () => Position
    readonly clocks: Clocks
    readonly waiting: Set<() => void>
  },
  ready: () => void,
): (() => void) | undefined {
  const isBehind = () => resume !== undefined && isOlderPosition(deps.position(), resume)
  if (!isBehind()) {
    ready()
    return undefined
  }
  const now = deps.clocks.monotonic
  const until = now() + waitForPositionMs
  const check = () => {
    const mustWait = isBehind()
    if (mustWait && now() < until) return
    deps.waiting.delete(check)
    if (mustWait) subscriber.close(behindCloseCode, 'this server is behind what the screen shows')
    else ready()
  }
  deps.waiting.add(check)
  return () => {
    deps.waiting.delete(check)
  }
}
