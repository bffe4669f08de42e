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

/** Where the two numbers of each kind are: what is left, and when that was. A server has thousands of budgets. */
const places: Readonly<Record<TrafficKind, number>> = {
  messages: 0,
  controlFrames: 2,
  subscriptions: 4,
  bytes: 6,
}

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
  const buckets = new Float64Array(8)
  const createdAt = now()
  for (const kind of Object.keys(allowances) as TrafficKind[])
    // Object.keys returns string[]
    buckets.set([allowances[kind].burst, createdAt], places[kind])
  return {
    spend(kind, amount) {
      const { burst, perSecond } = allowances[kind]
      const place = places[kind]
      const at = now()
      const left = buckets[place] ?? 0
      const since = buckets[place + 1] ?? at
      const refilled = Math.min(burst, left + ((at - since) * perSecond) / 1_000)
      buckets[place] = refilled - amount
      buckets[place + 1] = at
      return refilled >= amount
    },
  }
}
