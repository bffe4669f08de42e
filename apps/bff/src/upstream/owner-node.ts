import { leaseKeys } from '../cluster/lease.ts'
import type { Redis } from '../cluster/redis.ts'

const readEveryMs = 1_000

/** The node that has the lease of a feed, as a follower knows it. */
export interface OwnerNode {
  readonly current: () => string | undefined
  /** A node has acquired the lease; undefined: it is not known which. */
  readonly changed: (node: string | undefined) => void
  /** The holder has sent something. One that acquired the lease before this node began to follow is read from Redis. */
  readonly heard: () => void
}

export function createOwnerNode(deps: {
  readonly feed: string
  readonly redis: Pick<Redis, 'run'>
  /** Monotonic milliseconds. */
  readonly monotonic: () => number
  readonly onError: (error: unknown) => void
}): OwnerNode {
  const { feed, redis, monotonic } = deps
  let current: string | undefined
  let changes = 0
  let readAt = -Infinity

  async function read(): Promise<void> {
    const before = changes
    const holder = await redis.run(['GET', leaseKeys(feed).lease])
    if (typeof holder === 'string' && before === changes) current ??= holder
  }

  return {
    current: () => current,
    changed(node) {
      current = node
      changes += 1
      readAt = -Infinity
    },
    heard() {
      if (current !== undefined || monotonic() - readAt < readEveryMs) return
      readAt = monotonic()
      read().catch(deps.onError)
    },
  }
}
