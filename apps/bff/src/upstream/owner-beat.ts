import type { FeedFrame } from '../cluster/change-stream.ts'
import type { ClusterClock } from '../cluster/cluster-clock.ts'
import { frameArrived, unknownOwnerClock } from './owner-clock-state.ts'

/** When frames of the owner arrive, and how its clock differs from that of this node. */
export interface OwnerBeat {
  /** Returns true when the offset differs from the one before: what was dated with that has wrong dates. */
  readonly frameReceived: (frame: Pick<FeedFrame, 'at' | 'offsetMs'>) => boolean
  readonly ownerChanged: () => void
  /**
   * Add it to an instant of the owner to get one of this node; undefined before the first frame, and until Redis has
   * answered for its clock.
   */
  readonly offsetMs: () => number | undefined
  /** When the last frame was received. */
  readonly at: () => number | undefined
  /** How long the last frame took, by the clock of Redis. */
  readonly lagMs: () => number | undefined
  /** Since when the owner counts as silent; undefined while it does not. */
  readonly silentSince: () => number | undefined
}

/** The owner writes a frame each second: without one for this long it is silent. */
const silentAfterMs = 3_000

export function createOwnerBeat({
  clock,
  monotonic,
}: {
  readonly clock: Pick<ClusterClock, 'offsetMs' | 'isMeasured'>
  readonly monotonic: () => number
}): OwnerBeat {
  const startedAt = monotonic()
  let ownerClock = unknownOwnerClock
  let beatAt: number | undefined
  let lagMs: number | undefined

  return {
    frameReceived({ at, offsetMs: ownerToRedisMs }) {
      if (!clock.isMeasured()) return false
      const receivedAt = monotonic()
      const selfToRedisMs = clock.offsetMs()
      beatAt = receivedAt
      lagMs = Math.max(0, receivedAt + selfToRedisMs - at - ownerToRedisMs)
      const before = ownerClock.offsetMs
      ownerClock = frameArrived(ownerClock, { at, receivedAt, ownerToRedisMs, selfToRedisMs })
      return before !== undefined && before !== ownerClock.offsetMs
    },
    ownerChanged() {
      ownerClock = unknownOwnerClock
    },
    offsetMs: () => ownerClock.offsetMs,
    at: () => beatAt,
    lagMs: () => lagMs,
    silentSince() {
      const end = (beatAt ?? startedAt) + silentAfterMs
      return monotonic() > end ? end : undefined
    },
  }
}
