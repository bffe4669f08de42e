/**
 * What a follower adds to an instant of the owner's monotonic clock to get one of its own. Both measure their offset to
 * the clock of Redis. An instant is never later than the moment at which the follower received it: a clock of Redis that
 * was set, and that the two nodes have not both measured again, does not make data younger than it is.
 */
export interface OwnerClock {
  /** Added to instants; undefined before the first frame. It stays the same while the estimates agree with it. */
  readonly offsetMs: number | undefined
  /** Arrival minus departure of the last frames, newest last: each is too large by the delay of its frame. */
  readonly arrivals: readonly number[]
}

export const unknownOwnerClock: OwnerClock = { offsetMs: undefined, arrivals: [] }

const maxArrivals = 20
/** Below this difference a new estimate is noise: rows keep their dates. */
const noiseMs = 25

/** A frame that the owner wrote at `at` was received at `receivedAt`, each by its own monotonic clock. */
export function frameArrived(
  { offsetMs, arrivals }: OwnerClock,
  frame: {
    readonly at: number
    readonly receivedAt: number
    /** The owner's and the follower's offset to the clock of Redis. */
    readonly ownerToRedisMs: number
    readonly selfToRedisMs: number
  },
): OwnerClock {
  const known = [...arrivals, frame.receivedAt - frame.at].slice(-maxArrivals)
  const estimate = Math.min(frame.ownerToRedisMs - frame.selfToRedisMs, ...known)
  const isSame = offsetMs !== undefined && Math.abs(estimate - offsetMs) <= noiseMs
  return { offsetMs: isSame ? offsetMs : Math.floor(estimate), arrivals: known }
}
