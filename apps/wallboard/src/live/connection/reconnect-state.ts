/** The server beats every second: an open connection that says nothing for this long is dead. */
const silentAfterMs = 2_500
/** Connecting takes longer on a slow network; nothing is shown as live meanwhile. */
const connectWithinMs = 10_000

const shortestPauseMs = 500
const longestPauseMs = 10_000

/**
 * Whether to give a connection up on which nothing has come for `silenceMs`. One that is open and has said nothing yet
 * (`hasHeard`) has as long as one that connects: a proxy may hold back its first words.
 */
export function isDead(connection: {
  readonly isOpen: boolean
  readonly hasHeard?: boolean
  readonly silenceMs: number
}): boolean {
  const { isOpen, hasHeard = true, silenceMs } = connection
  return silenceMs >= (isOpen && hasHeard ? silentAfterMs : connectWithinMs)
}

/** A connection that has lasted so long was a good one. */
const goodAfterMs = 10_000

/**
 * How many attempts have failed in a row, counting a connection that has just ended. One that ended soon after it opened
 * is a failed attempt too: else a proxy that cuts every connection would be asked twice a second for ever.
 *
 * @param livedMs for how long the server spoke on it; undefined when it never did
 */
export const failureCountAfter = (failures: number, livedMs: number | undefined): number =>
  livedMs !== undefined && livedMs >= goodAfterMs ? 0 : failures + 1

/**
 * The pause before the next attempt, after `attempts` failed ones before the last: it doubles up to ten seconds.
 * `random` (0 to 1) spreads it, so that a hundred screens do not come back at the same moment.
 */
export function reconnectPauseMs(attempts: number, random: number): number {
  const fullMs = Math.min(longestPauseMs, 2 * shortestPauseMs * 2 ** Math.min(attempts, 6))
  return fullMs * (0.5 + random / 2)
}
