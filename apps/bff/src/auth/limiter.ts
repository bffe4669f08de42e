/** Points that a key may use within a window. All times are monotonic milliseconds. */
export interface LimiterOptions {
  readonly points: number
  readonly windowMs: number
  readonly now: () => number
}

/** A limit by key, such as a person or a network. A point comes back `windowMs` after it was used, or at once. */
export interface Limiter {
  /** How long until a point is free; 0 when one is. */
  readonly waitMs: (key: string) => number
  /** Uses a point, before the work that it is for. `giveBack` returns it, once. */
  readonly take: (
    key: string,
  ) =>
    | { readonly ok: true; readonly giveBack: () => void }
    | { readonly ok: false; readonly retryAfterMs: number }
}

/** Keys that are remembered; beyond them those go whose last point was used the longest ago. */
const mostKeys = 10_000

export function createLimiter({ points, windowMs, now }: LimiterOptions): Limiter {
  /** Instants at which points were used, oldest first. A key that was used last is the map's last. */
  const used = new Map<string, readonly number[]>()

  const recent = (key: string) => (used.get(key) ?? []).filter((at) => now() - at < windowMs)

  function keep(key: string, instants: readonly number[]): void {
    used.delete(key)
    if (instants.length > 0) used.set(key, instants)
    for (const [oldest, instantsOfOldest] of used) {
      const isOver = instantsOfOldest.every((at) => now() - at >= windowMs)
      if (!isOver && used.size <= mostKeys) return
      used.delete(oldest)
    }
  }

  function waitMs(key: string): number {
    const instants = recent(key)
    const [oldest] = instants
    return instants.length < points || oldest === undefined ? 0 : oldest + windowMs - now()
  }

  return {
    waitMs,
    take(key) {
      const retryAfterMs = waitMs(key)
      if (retryAfterMs > 0) return { ok: false, retryAfterMs }
      const at = now()
      keep(key, [...recent(key), at])
      let isBack = false
      return {
        ok: true,
        giveBack() {
          if (isBack) return
          isBack = true
          const instants = [...(used.get(key) ?? [])]
          const index = instants.indexOf(at)
          if (index >= 0) keep(key, instants.toSpliced(index, 1))
        },
      }
    },
  }
}
