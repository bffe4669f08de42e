/** The result of a request, or why there is none. */
export type Outcome<R> =
  { readonly ok: true; readonly value: R } | { readonly ok: false; readonly error: unknown }

/** Sends one request at a time: see `createLatestRequest`. */
export interface LatestRequest<Q> {
  readonly request: (query: Q) => void
  /** Nothing is reported from now on. */
  readonly stop: () => void
}

/**
 * Sends one request at a time. While one runs, only the latest of the others waits, so a slow server never has a queue.
 * Results are reported in the order of their requests. A failure is reported unless a newer request waits.
 */
export function createLatestRequest<Q, R>(deps: {
  readonly send: (query: Q) => Promise<R>
  readonly onOutcome: (query: Q, outcome: Outcome<R>) => void
}): LatestRequest<Q> {
  let waiting: { readonly query: Q } | undefined
  let isRunning = false
  let isStopped = false

  async function run(query: Q): Promise<void> {
    let outcome: Outcome<R>
    try {
      outcome = { ok: true, value: await deps.send(query) }
    } catch (error) {
      outcome = { ok: false, error }
    }
    isRunning = false
    if (isStopped) return
    if (outcome.ok || waiting === undefined) deps.onOutcome(query, outcome)
    sendWaiting()
  }

  function sendWaiting(): void {
    if (isRunning || isStopped || waiting === undefined) return
    const { query } = waiting
    waiting = undefined
    isRunning = true
    void run(query)
  }

  return {
    request(query) {
      waiting = { query }
      sendWaiting()
    },
    stop() {
      isStopped = true
      waiting = undefined
    },
  }
}
