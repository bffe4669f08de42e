const maxStepMs = 1_000

/**
 * A clock that stops while this process does: a step of more than a second between two readings counts as one second,
 * and `onStall` receives the rest. It measures the silence of a peer, because a stopped process has not listened.
 * Read it regularly.
 */
export function createStallFreeClock(
  monotonic: () => number,
  onStall: (stallMs: number) => void = () => undefined,
): () => number {
  let last = monotonic()
  let stalledMs = 0
  return () => {
    const now = monotonic()
    const stallMs = Math.max(0, now - last - maxStepMs)
    stalledMs += stallMs
    last = now
    if (stallMs > 0) onStall(stallMs)
    return now - stalledMs
  }
}
