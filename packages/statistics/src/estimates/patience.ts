/** With fewer abandoned calls the patience of callers is not known. */
export const minAbandonsForPatience = 20

/**
 * The rate at which waiting callers give up, per second: 1 / mean patience. Undefined with fewer than 20 abandoned calls,
 * or without waiting time: then assume 0 and say that nobody gives up.
 *
 * @param abandons abandoned calls
 * @param waitingSeconds time that all callers waited, together: the integral of waiting calls over time
 */
export function hangUpRate(abandons: number, waitingSeconds: number): number | undefined {
  if (abandons < minAbandonsForPatience || !(waitingSeconds > 0)) return undefined
  return abandons / waitingSeconds
}

/**
 * The mean wait in seconds of all who queued (Little's law): waiting time of all callers divided by arrivals; undefined
 * without arrivals.
 */
export function meanWait(waitingSeconds: number, arrivals: number): number | undefined {
  return arrivals > 0 ? waitingSeconds / arrivals : undefined
}
