import type { UnreadReason } from '@wallboard/relay'
import { retryPauseMs, unreadReason, type ListName } from './unread-state.ts'

/** Refreshes a list of names, which Five9 returns on request and whose changes it announces. */
export interface Refresher {
  /** Schedules a read; further calls within the delay share it. */
  readonly scheduleIn: (delayMs?: number) => void
  readonly stop: () => void
}

/** The shortest time between two reads. */
const minIntervalMs = 1_000

/**
 * Keeps a copy of a list up to date and drops replies that arrive out of order. When a read fails, the copy stays as it
 * is and the read is repeated with growing pauses.
 */
export function createRefresher<T>(deps: {
  /** For the log. */
  readonly list: ListName | 'groups'
  readonly read: () => Promise<T>
  readonly changed: (value: T) => void
  /** Called with the reason when the list cannot be read, and with null when it can again; only on changes. */
  readonly unread: (reason: UnreadReason | null) => void
  /** Without a connection no read is repeated: the next connection reads all lists. */
  readonly isUp: () => boolean
  /** The first pause after a transient failure. */
  readonly readAgainMs: number
  readonly log: (event: string, detail: Readonly<Record<string, unknown>>) => void
}): Refresher {
  const { list, log } = deps
  let waiting: { readonly timer: NodeJS.Timeout; readonly isRetry: boolean } | undefined
  let reads = 0
  let failures = 0
  let isStopped = false
  let lastText: string | undefined
  let lastReason: UnreadReason | null = null

  function schedule(delayMs: number, isRetry: boolean): void {
    clearTimeout(waiting?.timer)
    const timer = setTimeout(() => {
      waiting = undefined
      void readNow() // never rejects
    }, delayMs)
    waiting = { timer, isRetry }
  }

  function scheduleIn(delayMs = minIntervalMs): void {
    // A retry may be minutes away: a new reason to read replaces it.
    const isComing = waiting !== undefined && !waiting.isRetry
    if (!isStopped && (!isComing || delayMs === 0)) schedule(delayMs, false)
  }

  function reportReason(reason: UnreadReason | null): void {
    if (JSON.stringify(reason) === JSON.stringify(lastReason)) return
    lastReason = reason
    log(reason === null ? `list of ${list} read again` : `list of ${list} unread`, { reason })
    deps.unread(reason)
  }

  async function readNow(): Promise<void> {
    reads += 1
    const read = reads
    try {
      const value = await deps.read()
      if (read !== reads || isStopped) return // a later read is pending or has finished
      failures = 0
      const text = JSON.stringify(value)
      const isSame = text === lastText
      lastText = text
      if (!isSame) deps.changed(value)
      reportReason(null)
    } catch (error) {
      if (read !== reads || isStopped) return
      failures += 1
      reportReason(unreadReason(error))
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
