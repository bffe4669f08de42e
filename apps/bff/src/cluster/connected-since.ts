import type { Redis } from './redis.ts'

/** When the connection to Redis was established that is open now, for leases that are created later. */
export interface ConnectedSince {
  /** Milliseconds of the monotonic clock; before the first connection, when watching began. */
  readonly at: () => number
  readonly stop: () => void
}

export function watchConnectedSince(redis: Pick<Redis, 'on'>, monotonic: () => number): ConnectedSince {
  let connectedAt = monotonic()
  const stop = redis.on((isUp) => {
    if (isUp) connectedAt = monotonic()
  })
  return { at: () => connectedAt, stop }
}
