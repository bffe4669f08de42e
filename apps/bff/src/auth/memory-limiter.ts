import type { Limiter } from '../http/limiter.ts'

/** All times are monotonic milliseconds. */
export interface LimiterOptions {
  /** Points of each key within a window. */
  readonly points: number
  readonly windowMs: number
  readonly now: () => number
}

/** Keys in memory. Beyond this number the keys are dropped whose last point was used the longest ago. */
const maxKeys = 10_000

/** A limiter of this process. A point is available again `windowMs` after it was used. */
export function createMemoryLimiter({ points, windowMs, now }: LimiterOptions): Limiter {
  /** Instants at which points were used, oldest first. The key that was used last is the map's last. */
  const used = new Map<string, readonly number[]>()

  const recent = (key: string) => (used.get(key) ?? []).filter((at) => now() - at < windowMs)

  function store(key: string, instants: readonly number[]): void {
    used.delete(key)
    if (instants.length > 0) used.set(key, instants)
    for (const [oldest, instantsOfOldest] of used) {
      const isOver = instantsOfOldest.every((at) => now() - at >= windowMs)
      if (!isOver && used.size <= maxKeys) return
      used.delete(oldest)
    }
  }

  function waitMs(key: string): number {
    const instants = recent(key)
    const [oldest] = instants
    return instants.length < points || oldest === undefined ? 0 : oldest + windowMs - now()
  }

  function giveBack(key: string, at: number): void {
    const instants = used.get(key) ?? []
    const index = instants.indexOf(at)
    if (index >= 0) store(key, instants.toSpliced(index, 1))
  }

  return {
    waitMs: (key) => Promise.resolve(waitMs(key)),
    take(key) {
      const retryAfterMs = waitMs(key)
      if (retryAfterMs > 0) return Promise.resolve({ ok: false, retryAfterMs })
      const at = now()
      store(key, [...recent(key), at])
      let isGivenBack = false
      return Promise.resolve({
        ok: true,
        giveBack() {
          if (!isGivenBack) giveBack(key, at)
          isGivenBack = true
          return Promise.resolve()
        },
      })
    },
  }
}
