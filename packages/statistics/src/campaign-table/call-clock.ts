/**
 * Remembers when the number of calls of each campaign last rose. A number that falls was reset: what it shows then came
 * after the reset. The first number that is seen, also after a gap, proves no call.
 */
export interface CallClock {
  /** `now`: milliseconds of one clock. */
  readonly observed: (calls: Iterable<readonly [id: string, calls: number | undefined]>, now: number) => void
  /** The source was not live: calls may have come unseen. */
  readonly interrupted: () => void
  readonly lastCallAt: (id: string) => number | undefined
}

export function createCallClock(): CallClock {
  const seen = new Map<string, number>()
  const lastAt = new Map<string, number>()
  return {
    observed(calls, now) {
      for (const [id, count] of calls) {
        if (count === undefined) continue
        const before = seen.get(id)
        seen.set(id, count)
        if (before === undefined || count === before) continue
        if (count > before || count > 0) lastAt.set(id, now)
      }
    },
    interrupted() {
      seen.clear()
      lastAt.clear()
    },
    lastCallAt: (id) => lastAt.get(id),
  }
}
