/** A token bucket: its size, and how much is refilled each second. */
interface Allowance {
  readonly burst: number
  readonly perSecond: number
}

/**
 * What a client may send. A client acknowledges every two seconds and reports every 30 s; the burst is what gathers while
 * this process is stalled for a minute.
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
  /** False when the peer has sent more of this kind than is allowed. */
  readonly spend: (kind: TrafficKind, amount: number) => boolean
}

/**
 * A token bucket for each kind of traffic.
 * @param now monotonic milliseconds
 */
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
