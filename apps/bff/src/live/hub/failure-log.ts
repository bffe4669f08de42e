/** Logs errors of the fan-out, at most one a minute: the same bad row fails every view and every client that joins. */
export interface FailureLog {
  /** `what` failed: the hub, a view, or a client. */
  readonly failed: (what: string, error: unknown) => void
}

const logEveryMs = 60_000

export function createFailureLog(
  now: () => number,
  log: (error: unknown, detail: { readonly what: string; readonly unlogged: number }) => void,
): FailureLog {
  let loggedAt = -Infinity
  let unlogged = 0
  return {
    failed(what, error) {
      if (now() - loggedAt < logEveryMs) {
        unlogged += 1
        return
      }
      loggedAt = now()
      log(error, { what, unlogged })
      unlogged = 0
    },
  }
}
