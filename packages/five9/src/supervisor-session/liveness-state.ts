/**
 * Whether a connection still delivers data, and whether the increments since the last full statistics form an
 * unbroken chain. Only data proves that a connection is alive: a socket left behind by a migration answers pings for
 * ever. Only full statistics repair a broken chain.
 */

/** Why increments may have been lost. */
export type ChainBreak = 'new-connection' | 'migration' | 'unreadable-frame' | 'out-of-order' | 'silence'

export interface Liveness {
  /** Milliseconds of a monotonic clock, like all instants here. */
  readonly lastDataAt: number
  /** When full statistics were requested, while no data has been received since. */
  readonly silentSince: number | null
  readonly askedAt: number
  /** Consecutive requests for full statistics without a usable answer. */
  readonly pendingRequests: number
  /** The pending request is a verification: its failure says nothing about the connection. */
  readonly isVerifying: boolean
  /** When the last full statistics arrived. */
  readonly fullAt: number
  /** `pendingRequests` before the last full statistics: used again when these prove unusable. */
  readonly unansweredBefore: number
  /** Full statistics are needed and not requested yet. */
  readonly isUncertain: boolean
  /** Full statistics were requested because of silence: increments before them are not confirmed. */
  readonly isSuspect: boolean
  /** Five9's clock in the last statistics frame. */
  readonly lastStamp: number
  /** Set when the last transition broke the chain. */
  readonly broken: ChainBreak | null
}

export interface LivenessLimits {
  readonly probeAfterMs: number
  readonly probeTimeoutMs: number
  /** Full statistics are requested when the last ones are older, also while increments arrive. */
  readonly verifyEveryMs: number
}

/** The longest pause between two unanswered requests for full statistics. */
const maxPauseMs = 60_000
/** A request after silence may take this long before the figures count as unconfirmed: a quiet domain is normal. */
const silenceGraceMs = 2_000
/**
 * A larger gap between the time stamps of successive frames is a silence. It is detected even when this process
 * stalled and then reads the frames at once.
 */
const maxStampGapMs = 15_000

export const initialLiveness = (now: number): Liveness => ({
  lastDataAt: now,
  silentSince: null,
  askedAt: now,
  pendingRequests: 0,
  isVerifying: false,
  fullAt: now,
  unansweredBefore: 0,
  isUncertain: false,
  isSuspect: false,
  lastStamp: 0,
  broken: null,
})

/** Full statistics were requested. The reason is silence, unless they were missing or uncertain before. */
export const refreshRequested = (liveness: Liveness, now: number): Liveness => ({
  ...liveness,
  silentSince: now,
  askedAt: now,
  pendingRequests: liveness.pendingRequests + 1,
  isVerifying: false,
  isUncertain: false,
  isSuspect: liveness.isSuspect || (liveness.pendingRequests === 0 && !liveness.isUncertain),
  broken: null,
})

/**
 * Full statistics were requested although increments arrive: Five9 may have failed to send some, or all of one data
 * source, and no frame would show it. The connection is not in doubt.
 */
export const verificationRequested = (liveness: Liveness, now: number): Liveness => ({
  ...liveness,
  askedAt: now,
  pendingRequests: liveness.pendingRequests + 1,
  isVerifying: true,
  broken: null,
})

/**
 * Full or incremental statistics were received. A frame older than its predecessor breaks the chain. The next frame
 * is compared with this one, so a clock that was set back breaks the chain once.
 */
export function statisticsArrived(
  liveness: Liveness,
  frame: { readonly isFull: boolean; readonly timeStamp: number | null; readonly now: number },
): Liveness {
  const stamp = frame.timeStamp ?? liveness.lastStamp
  const isOutOfOrder = stamp < liveness.lastStamp
  const isAfterGap = liveness.lastStamp > 0 && stamp - liveness.lastStamp > maxStampGapMs
  const cameAfterSilence = !frame.isFull && (liveness.isSuspect || isAfterGap)
  return {
    ...liveness,
    lastDataAt: frame.now,
    silentSince: null,
    pendingRequests: frame.isFull ? 0 : liveness.pendingRequests,
    isVerifying: !frame.isFull && liveness.isVerifying,
    fullAt: frame.isFull ? frame.now : liveness.fullAt,
    unansweredBefore: frame.isFull ? liveness.pendingRequests : liveness.unansweredBefore,
    isUncertain: liveness.isUncertain || isOutOfOrder || (cameAfterSilence && isAfterGap),
    isSuspect: false,
    lastStamp: stamp,
    broken: isOutOfOrder ? 'out-of-order' : cameAfterSilence ? 'silence' : null,
  }
}

/** A frame could not be parsed: its changes are unknown. */
export const frameDropped = (liveness: Liveness): Liveness => ({
  ...liveness,
  isUncertain: true,
  broken: 'unreadable-frame',
})

/** The domain starts to move: this connection may lose data, also when the move is cancelled. */
export const moveBegan = (liveness: Liveness): Liveness => ({
  ...liveness,
  isUncertain: true,
  broken: 'migration',
})

/** This process stalled for longer than the probe interval: Five9 may have been silent meanwhile. */
export const stalled = (liveness: Liveness): Liveness => ({
  ...liveness,
  isUncertain: true,
  broken: 'silence',
})

/** A listener could not use the last statistics: request them again, with growing pauses. */
export const answerUnusable = (liveness: Liveness): Liveness => ({
  ...liveness,
  pendingRequests: Math.max(1, liveness.pendingRequests, liveness.unansweredBefore),
  broken: null,
})

/** Time passed: full statistics that were requested because of silence may be late. */
export function timePassed(liveness: Liveness, now: number): Liveness {
  const isLate = liveness.isSuspect && now - liveness.askedAt >= silenceGraceMs
  return isLate ? { ...liveness, isSuspect: false, broken: 'silence' } : { ...liveness, broken: null }
}

/**
 * The next action: none, request full statistics because they are missing, request them to verify what increments have
 * made of them, or end the connection.
 */
export function nextLivenessAction(
  liveness: Liveness,
  now: number,
  limits: LivenessLimits,
): 'alive' | 'ask' | 'verify' | 'dead' {
  const { probeAfterMs, probeTimeoutMs, verifyEveryMs } = limits
  if (liveness.silentSince !== null) return now - liveness.silentSince >= probeTimeoutMs ? 'dead' : 'alive'
  if (now - liveness.lastDataAt >= probeAfterMs) return 'ask'
  const sinceAskedMs = now - liveness.askedAt
  if (liveness.isUncertain && sinceAskedMs >= Math.min(probeAfterMs, probeTimeoutMs)) return 'ask'
  // Increments arrive but not the answer: the answer was lost.
  const pauseMs = Math.min(maxPauseMs, probeTimeoutMs * 2 ** Math.max(0, liveness.pendingRequests - 1))
  if (liveness.pendingRequests === 0) return now - liveness.fullAt >= verifyEveryMs ? 'verify' : 'alive'
  if (sinceAskedMs < pauseMs) return 'alive'
  return liveness.isVerifying ? 'verify' : 'ask'
}
