import {
  defaultLeaseTimes,
  initialLease,
  isHeldAt,
  nextLease,
  type ClaimReply,
  type LeaseChange,
  type LeaseEvent,
  type LeaseState,
  type LeaseTimes,
} from './lease-state.ts'
import { claimScript, handOverScript, releaseScript, waitingScript } from './lease-script.ts'
import { RedisDown } from './redis-errors.ts'
import type { Redis, RedisReply } from './redis.ts'

export type { LeaseChange } from './lease-state.ts'

/** Held by one node at a time. */
export interface Lease {
  /** True while this node may act as the holder. Check it before each act: a suspended process gets no notice in time. */
  readonly isHeld: () => boolean
  /**
   * The fence of this node: while it holds the lease, and after `unreachable` until another node is known to hold it. A
   * later holder has a higher one.
   */
  readonly fence: () => number | undefined
  /** When the lease was renewed that this node holds: monotonic milliseconds. */
  readonly renewedAt: () => number | undefined
  /** Reports changes; at once, in the call, that the lease is held. Returns a function that ends the subscription. */
  readonly on: (listener: (change: LeaseChange) => void) => () => void
  /** Reads the lease now: Redis refused a write of the holder. */
  readonly check: () => void
  /**
   * Stops to be the holder without giving the lease back: another node cannot have it for a moment, and this node acquires
   * it again with a higher fence. Reports no loss.
   */
  readonly forfeit: () => void
  /** The nodes that wait for the lease. @throws RedisDown */
  readonly waiting: () => Promise<readonly string[]>
  /**
   * Gives the lease to a node that waits for it; this node waits from then on. False when this node does not hold the lease
   * or the other one waits no more. @throws RedisDown when it is not known whether the other node has it now
   */
  readonly handOver: (node: string) => Promise<boolean>
  /** Gives the lease back for good, so that another node acquires it at once. Resolves also when Redis is down. */
  readonly release: () => Promise<void>
  /** Ends the work on the lease without giving it back: it expires. */
  readonly close: () => Promise<void>
}

/** The channel on which a lease that was given back or handed over is announced, by its name. */
const releaseChannel = 'wb:lease-released'
const tickMs = 100

/** Keys of one thing, in one slot of a Redis cluster: `wb:{feed}:lease`. */
export const leaseKeys = (name: string) => ({
  lease: `wb:{${name}}:lease`,
  fence: `wb:{${name}}:fence`,
  /** The fence of the last holder that gave the lease back. */
  released: `wb:{${name}}:released`,
  /** The nodes that wait for the lease, each with the instant until which it counts, by the clock of Redis. */
  watch: `wb:{${name}}:watch`,
  changes: `wb:{${name}}:changes`,
})

export interface LeaseOptions {
  readonly redis: Redis
  /** The 16 hexadecimal digits of a feed, or `desk`. */
  readonly name: string
  /** The id of this node; a restarted process is another node. */
  readonly node: string
  /** Monotonic milliseconds. */
  readonly monotonic: () => number
  /** Each new fence is also the first entry of the stream of changes, which shuts the former holder out. */
  readonly hasStream: boolean
  /**
   * When the connection to Redis was established that is open now; default: now. A standby waits one TTL after each
   * connection before it acquires.
   */
  readonly connectedAt?: number
  /** A new fence exceeds this number: the highest fence that this node knows of. Default: 0. */
  readonly floor?: () => number
  readonly times?: LeaseTimes
  /** Receives what is no loss of the connection: a defect, or a key of another program. */
  readonly onError: (error: unknown) => void
}

function claimReply(reply: RedisReply): ClaimReply {
  const [isGranted, value, isExpired] = Array.isArray(reply) ? (reply as readonly RedisReply[]) : []
  const number = Number(value)
  if (!Number.isSafeInteger(number)) throw new Error('Redis answered a claim with something else')
  return isGranted === 1
    ? { type: 'granted', fence: number, isExpired: isExpired === 1 }
    : { type: 'refused', remainingMs: Math.max(0, number) }
}

/** Wants the lease from now on: acquires it when it is free, renews it, and reports each change. */
export function createLease(options: LeaseOptions): Lease {
  const { redis, name, node, monotonic, times = defaultLeaseTimes } = options
  const keys = leaseKeys(name)
  const listeners = new Set<(change: LeaseChange) => void>()
  let state: LeaseState = initialLease(redis.isUp(), options.connectedAt ?? monotonic(), times)
  let claiming: Promise<void> = Promise.resolve()

  async function claim(fence: number | undefined): Promise<void> {
    const sentAt = monotonic()
    const args = [node, times.ttlMs, fence ?? 0, options.floor?.() ?? 0].map(String)
    let reply: ClaimReply = { type: 'failed' }
    try {
      const stream = options.hasStream ? [keys.changes] : []
      const used = [keys.lease, keys.fence, keys.released, keys.watch, ...stream]
      reply = claimReply(await redis.script(claimScript, used, args))
    } catch (error) {
      if (!(error instanceof RedisDown)) options.onError(error)
    }
    handle({ type: 'replied', sentAt, reply })
  }

  function handle(event: LeaseEvent): void {
    const decision = nextLease(state, event, monotonic(), times)
    state = decision.state
    for (const effect of decision.effects) {
      if (effect.type === 'claim') claiming = claim(effect.fence)
      else for (const listener of [...listeners]) listener(effect.change)
    }
  }

  const stopConnection = redis.on((isUp) => {
    handle({ type: isUp ? 'connected' : 'disconnected' })
  })
  const stopHints = redis.subscribe(
    releaseChannel,
    (released) => {
      if (released === name) handle({ type: 'hint' })
    },
    () => undefined,
  )
  const ticking = setInterval(() => {
    handle({ type: 'tick' })
  }, tickMs)

  function stop(): void {
    clearInterval(ticking)
    stopConnection()
    stopHints()
  }

  return {
    isHeld: () => isHeldAt(state, monotonic()),
    fence: () => (state.kind === 'held' || state.kind === 'unconfirmed' ? state.fence : undefined),
    renewedAt: () => (state.kind === 'held' ? state.heldUntil - times.ttlMs + times.marginMs : undefined),
    on(listener) {
      const own = (change: LeaseChange) => {
        listener(change)
      }
      listeners.add(own)
      if (state.kind === 'held') own({ type: 'acquired', fence: state.fence, isExpired: false })
      return () => listeners.delete(own)
    },
    check() {
      handle({ type: 'hint' })
    },
    forfeit() {
      handle({ type: 'forfeit' })
    },
    async waiting() {
      const nodes = await redis.script(waitingScript, [keys.watch], [])
      return Array.isArray(nodes) ? nodes.map(String) : []
    },
    async handOver(to) {
      const args = [node, to, String(times.ttlMs), releaseChannel, name]
      const isDone = (await redis.script(handOverScript, [keys.lease, keys.watch], args)) === 1
      if (isDone) handle({ type: 'handed-over' })
      return isDone
    },
    async release() {
      stop()
      handle({ type: 'release' })
      await claiming // a claim on its way would acquire the lease again
      const used = [keys.lease, keys.fence, keys.released]
      await redis.script(releaseScript, used, [node, releaseChannel, name]).catch(() => undefined) // it expires
      listeners.clear()
    },
    async close() {
      stop()
      listeners.clear()
      handle({ type: 'release' })
      await claiming
    },
  }
}
