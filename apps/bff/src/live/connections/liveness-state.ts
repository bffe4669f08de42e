/** How often all connections are checked. */
export const checkEveryMs = 1_000
const pingAfterMs = 15_000
const deadAfterMs = 35_000
/** A check that is later than this was delayed by this process itself: what peers sent meanwhile is still unread. */
const ownStallMs = 2_000

/** When a peer last sent something and was pinged, in milliseconds of the monotonic clock. */
export interface ClientLiveness {
  /** When something from the peer was last read. */
  readonly heardAt: number
  /** When it was last pinged. */
  readonly pingedAt: number
}

export const heard = (at: number): ClientLiveness => ({ heardAt: at, pingedAt: -Infinity })

/**
 * Checks one connection: a peer that is silent for 15 s is pinged, every 15 s, and is dead after 35 s of silence. A
 * client that acknowledges what it is sent is never pinged.
 */
export function checkLiveness(
  { heardAt, pingedAt }: ClientLiveness,
  now: number,
): { readonly liveness: ClientLiveness; readonly verdict: 'alive' | 'ping' | 'dead' } {
  const silentMs = now - heardAt
  if (silentMs >= deadAfterMs) return { liveness: { heardAt, pingedAt }, verdict: 'dead' }
  if (silentMs < pingAfterMs || now - pingedAt < pingAfterMs)
    return { liveness: { heardAt, pingedAt }, verdict: 'alive' }
  return { liveness: { heardAt, pingedAt: now }, verdict: 'ping' }
}

/** True when a check is so late that this process itself was stalled. */
export const wasStalled = (previousCheckAt: number, now: number): boolean =>
  now - previousCheckAt > checkEveryMs + ownStallMs

/** After a stall of this process: a silent peer is pinged now, and has 20 s to answer. */
export const excuseSilence = ({ heardAt }: ClientLiveness, now: number): ClientLiveness => ({
  heardAt: Math.max(heardAt, now - pingAfterMs),
  pingedAt: -Infinity,
})
