/** A used point; `giveBack` returns it, once. */
interface TakenPoint {
  readonly ok: true
  readonly giveBack: () => Promise<void>
}

/**
 * Limits how often a key, such as a user or a network, may do something. Asynchronous, because several processes may
 * share the counts.
 */
export interface Limiter {
  /** Milliseconds until a point is available; 0 when one is. */
  readonly waitMs: (key: string) => Promise<number>
  /** Uses a point. Call it before the work that it limits, so that concurrent requests cannot all pass. */
  readonly take: (key: string) => Promise<TakenPoint | { readonly ok: false; readonly retryAfterMs: number }>
}
