import { retryPauseMs, unreadReason, type ListName } from './unread-state.ts'

/** A list of names that Five9 gives when it is asked, and whose changes it announces. */
export interface Refresher {
  /** Reads it once for all the reasons that come up within the delay. */
  readonly scheduleIn: (delayMs?: number) => void
  readonly stop: () => void
}

/** Read at most this often, however many reasons there are. */
const readEveryMs = 1_000

/**
 * Keeps a copy of a list up to date; what was read in an order other than asked is passed over. A list that cannot be
 * read leaves the copy as it is, and is asked for again with growing pauses.
 */
export function createRefresher<T>(deps: {
  readonly list: ListName
  readonly read: () => Promise<T>
  readonly changed: (value: T) => void
  /** Told why the list cannot be read, and null when it can be again; only when that changes. */
  readonly unread: (reason: string | null) => void
  /** Without a connection nothing is asked again: the next connection reads everything. */
  readonly isUp: () => boolean
  /** The first pause after a failure that may pass. */
  readonly readAgainMs: number
  readonly log: (event: string, detail: Readonly<Record<string, unknown>>) => void
}): Refresher {
  const { list, log } = deps
  let waiting: { readonly timer: NodeJS.Timeout; readonly isRetry: boolean } | undefined
  let reads = 0
  let failures = 0
  let isStopped = false
  let held: string | undefined
  let lastReason: string | null = null

  function schedule(delayMs: number, isRetry: boolean): void {
    clearTimeout(waiting?.timer)
    const timer = setTimeout(() => {
      waiting = undefined
      void readNow() // never rejects
    }, delayMs)
    waiting = { timer, isRetry }
  }

  function scheduleIn(delayMs = readEveryMs): void {
    // A retry may be minutes away: a reason to read comes before it.
    const isComing = waiting !== undefined && !waiting.isRetry
    if (!isStopped && (!isComing || delayMs === 0)) schedule(delayMs, false)
  }

  function readable(reason: string | null): void {
    if (reason === lastReason) return
    lastReason = reason
    log(reason === null ? `list of ${list} read again` : `list of ${list} unread`, { reason })
    deps.unread(reason)
  }

  async function readNow(): Promise<void> {
    reads += 1
    const read = reads
    try {
      const value = await deps.read()
      if (read !== reads || isStopped) return // a later read is on its way, or was quicker
      failures = 0
      const text = JSON.stringify(value)
      const isSame = text === held
      held = text
      if (!isSame) deps.changed(value)
      readable(null)
    } catch (error) {
      if (read !== reads || isStopped) return
      failures += 1
      readable(unreadReason(list, error))
      if (deps.isUp() && waiting === undefined)
        schedule(retryPauseMs(error, failures, deps.readAgainMs), true)
    }
  }

  return {
    scheduleIn,
    stop() {
      isStopped = true
      clearTimeout(waiting?.timer)
    },
  }
}
