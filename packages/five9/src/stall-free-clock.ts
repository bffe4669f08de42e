/**
 * A clock that stands still while this process does: a step longer than `mostStepMs` between two readings counts as
 * that long. Silence of a peer is measured with it, since a process that was stopped has not listened. It has to be
 * read regularly.
 */
export function createStallFreeClock(monotonic: () => number, mostStepMs = 1_000): () => number {
  let last = monotonic()
  let stalledMs = 0
  return () => {
    const now = monotonic()
    stalledMs += Math.max(0, now - last - mostStepMs)
    last = now
    return now - stalledMs
  }
}
