/**
 * Milliseconds to wait before the nth attempt (0 is the first retry): doubles from one second to thirty. The upper
 * half is random, so that many processes do not reconnect at the same time. `random` is uniform in [0, 1).
 */
export function backOffMs(attempt: number, random: number): number {
  const ceiling = Math.min(30_000, 1_000 * 2 ** Math.min(attempt, 10))
  return Math.round(ceiling * (0.5 + random / 2))
}
