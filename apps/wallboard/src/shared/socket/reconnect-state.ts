/** The server beats every second: an open connection that says nothing for this long is dead. */
const silentAfterMs = 2_500
/** Connecting takes longer on a slow network; nothing is shown as live meanwhile. */
const connectWithinMs = 10_000

const shortestPauseMs = 500
const longestPauseMs = 10_000

/** Whether to give a connection up that has said nothing for `silenceMs`. */
export function isDead(connection: { readonly isOpen: boolean; readonly silenceMs: number }): boolean {
  return connection.silenceMs >= (connection.isOpen ? silentAfterMs : connectWithinMs)
}

/**
 * The pause before the next attempt, after `attempts` failed ones: it doubles up to ten seconds. `random` (0 to 1)
 * spreads it, so that a hundred screens do not come back at the same moment.
 */
export function reconnectPauseMs(attempts: number, random: number): number {
  const fullMs = Math.min(longestPauseMs, 2 * shortestPauseMs * 2 ** Math.min(attempts, 6))
  return fullMs * (0.5 + random / 2)
}
