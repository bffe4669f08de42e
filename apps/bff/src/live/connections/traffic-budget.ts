/** How much may come at once, and how much of it comes back each second. */
interface Allowance {
  readonly burst: number
  readonly perSecond: number
}

/**
 * What a screen may send. It acknowledges every other second and reports every 30 s; the burst is what gathers while
 * this process stands still for a minute.
 */
const allowances = {
  messages: { burst: 60, perSecond: 20 },
  controlFrames: { burst: 20, perSecond: 5 },
  subscriptions: { burst: 20, perSecond: 2 },
  bytes: { burst: 256 * 1024, perSecond: 64 * 1024 },
} satisfies Readonly<Record<string, Allowance>>

export type TrafficKind = keyof typeof allowances

/** Counts what a peer sends. */
export interface TrafficBudget {
  /** False once the peer has sent more of this kind than it may. */
  readonly spend: (kind: TrafficKind, amount: number) => boolean
}

/** A token bucket for each kind of traffic, by the monotonic clock. */
export function createTrafficBudget(now: () => number): TrafficBudget {
  const buckets = new Map<TrafficKind, { left: number; at: number }>()
  return {
    spend(kind, amount) {
      const { burst, perSecond } = allowances[kind]
      const at = now()
      const bucket = buckets.get(kind) ?? { left: burst, at }
      const refilled = Math.min(burst, bucket.left + ((at - bucket.at) * perSecond) / 1_000)
      buckets.set(kind, { left: refilled - amount, at })
      return refilled >= amount
    },
  }
}
