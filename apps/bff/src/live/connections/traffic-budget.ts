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
  /**
   * False when the peer has sent more of this kind than is allowed.
   * @param now monotonic milliseconds
   */
  readonly spend: (kind: TrafficKind, amount: number, now: number) => boolean
}

/**
 * A token bucket for each kind of traffic.
 * @param now monotonic milliseconds
 */
export const createTrafficBudget = (now: number): TrafficBudget => new Buckets(now)

class Buckets implements TrafficBudget {
  /** An array made by one literal takes 115 bytes; a typed one, or one of spread parts, takes twice as many. */
  private readonly numbers: number[]

  constructor(now: number) {
    const { messages, controlFrames, subscriptions, bytes } = allowances
    // prettier-ignore
    this.numbers = [
      messages.burst, now, controlFrames.burst, now,
      subscriptions.burst, now, bytes.burst, now,
    ]
  }

  spend(kind: TrafficKind, amount: number, now: number): boolean {
    const { burst, perSecond } = allowances[kind]
    const { numbers } = this
    const place = places[kind]
    const left = numbers[place] ?? 0
    const since = numbers[place + 1] ?? now
    const refilled = Math.min(burst, left + ((now - since) * perSecond) / 1_000)
    numbers[place] = refilled - amount
    numbers[place + 1] = now
    return refilled >= amount
  }
}
