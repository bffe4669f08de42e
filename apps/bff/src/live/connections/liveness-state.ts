/** How often all connections are checked. */
export const checkEveryMs = 1_000
const pingAfterMs = 15_000
const deadAfterMs = 35_000
/** A check that comes later than this was held up by this process itself: what peers sent meanwhile is still unread. */
const ownStallMs = 2_000

/** What is known of a peer, in milliseconds of the monotonic clock. */
export interface Liveness {
  /** When something of the peer was read last. */
  readonly heardAt: number
  /** When it was pinged last. */
  readonly pingedAt: number
}

export const heard = (at: number): Liveness => ({ heardAt: at, pingedAt: -Infinity })

/**
 * Judges a connection at a check: one that is silent for 15 s is pinged, again every 15 s, and ended after 35 s of
 * silence. A screen that acknowledges what it is sent is never pinged.
 */
export function checkLiveness(
  { heardAt, pingedAt }: Liveness,
  now: number,
): { readonly liveness: Liveness; readonly verdict: 'alive' | 'ping' | 'dead' } {
  const silentMs = now - heardAt
  if (silentMs >= deadAfterMs) return { liveness: { heardAt, pingedAt }, verdict: 'dead' }
  if (silentMs < pingAfterMs || now - pingedAt < pingAfterMs)
    return { liveness: { heardAt, pingedAt }, verdict: 'alive' }
  return { liveness: { heardAt, pingedAt: now }, verdict: 'ping' }
}

/** True when a check came so late that this process itself stood still. */
export const wasStalled = (previousCheckAt: number, now: number): boolean =>
  now - previousCheckAt > checkEveryMs + ownStallMs

/** After a stall of this process: a silent peer is pinged now, and has 20 s to answer. */
export const excuseSilence = ({ heardAt }: Liveness, now: number): Liveness => ({
  heardAt: Math.max(heardAt, now - pingAfterMs),
  pingedAt: -Infinity,
})
