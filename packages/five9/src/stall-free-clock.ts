const mostStepMs = 1_000

/**
 * A clock that stands still while this process does: a step longer than a second between two readings counts as a
 * second, and `onStall` is told the rest. Silence of a peer is measured with it, since a process that was stopped has not listened. It has to be
 * read regularly.
 */
export function createStallFreeClock(
  monotonic: () => number,
  onStall: (stallMs: number) => void = () => undefined,
): () => number {
  let last = monotonic()
  let stalledMs = 0
  return () => {
    const now = monotonic()
    const stallMs = Math.max(0, now - last - mostStepMs)
    stalledMs += stallMs
    last = now
    if (stallMs > 0) onStall(stallMs)
    return now - stalledMs
  }
}
