/** A limit by key, such as a person or a network: `take` uses one point before the work is done. */
export interface Limiter {
  readonly take: (
    key: string,
  ) =>
    | { readonly ok: true; readonly giveBack: () => void }
    | { readonly ok: false; readonly retryAfterMs: number }
}
