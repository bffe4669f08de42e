/** The server sends a heartbeat every second: an open connection that is silent for this long is dead. */
const maxSilenceMs = 2_500
/** Connecting takes longer on a slow network; nothing is shown as live meanwhile. */
const maxConnectMs = 10_000

const minPauseMs = 500
const maxPauseMs = 10_000

interface Silence {
  readonly isOpen: boolean
  readonly hasReceived?: boolean
  readonly silenceMs: number
}

const limitOf = ({ isOpen, hasReceived = true }: Silence): number =>
  isOpen && hasReceived ? maxSilenceMs : maxConnectMs

/**
 * Whether to give up a connection without a message for `silenceMs`. One that is open and has received nothing yet has as
 * long as one that still connects: a proxy may delay the first messages.
 */
export const isDead = (connection: Silence): boolean => connection.silenceMs >= limitOf(connection)

/** Two checks after the maximum silence are still within three seconds, the limit for marking a page as stale. */
const suspectCheckMs = 200

/**
 * When to check a connection again: once it would be dead without a message until then, and soon after a check that found
 * it dead. Checking several times a second would keep an idle page busy. `undefined`: there is no connection.
 */
export function nextCheckMs(connection: Silence | undefined): number {
  // From its first message on, a connection has less time: a check is never further away than that.
  if (connection === undefined) return maxSilenceMs
  if (isDead(connection)) return suspectCheckMs
  return Math.min(maxSilenceMs, Math.ceil(limitOf(connection) - connection.silenceMs))
}

/** A connection that has lasted this long was stable. */
const stableAfterMs = 10_000

export interface FailedAttempts {
  /**
   * How many attempts have failed in a row, including a connection that has just ended. One that ended soon after it opened
   * is a failed attempt too: otherwise a proxy that cuts every connection would be tried twice a second for ever.
   */
  readonly failures: number
  /** How often in a row a server of a cluster has sent the page to another one, which is no failure. */
  readonly refusals: number
}

export const noFailedAttempts: FailedAttempts = { failures: 0, refusals: 0 }

/** @param aliveMs from the first message of the connection to its last; undefined without a message */
export function attemptEnded(
  { failures, refusals }: FailedAttempts,
  { isRefused, aliveMs }: { readonly isRefused: boolean; readonly aliveMs: number | undefined },
): FailedAttempts {
  const isStable = aliveMs !== undefined && aliveMs >= stableAfterMs
  if (isRefused) return { failures: isStable ? 0 : failures, refusals: refusals + 1 }
  return { failures: isStable ? 0 : failures + 1, refusals: 0 }
}

/** Another server has what the page needs: the next attempt may reach it. */
const maxPauseOfRefusedMs = 2_000

/**
 * The pause before the next attempt: it doubles up to ten seconds, and up to two while servers send the page to another
 * one. `random` (0 to 1) spreads it, so that many pages do not reconnect at the same moment.
 */
export function reconnectPauseMs({ failures, refusals }: FailedAttempts, random: number): number {
  const [count, longestMs] = refusals > 0 ? [refusals, maxPauseOfRefusedMs] : [failures, maxPauseMs]
  const fullMs = Math.min(longestMs, minPauseMs * 2 ** Math.max(1, count))
  return fullMs * (0.5 + random / 2)
}
