/**
 * Whether a connection still delivers data, and whether the increments since the last full statistics form an unbroken
 * chain. Only data proves that a connection is alive; the answer to a ping does not, since a socket that a migration
 * left behind answers pings for ever. A chain that broke is repaired by full statistics only.
 */

/** Why increments may have been lost. */
export type ChainBreak = 'new-connection' | 'migration' | 'unreadable-frame' | 'out-of-order' | 'silence'

export interface Liveness {
  /** Milliseconds of a monotonic clock, like all instants here. */
  readonly lastDataAt: number
  /** When full statistics were asked for, while no data has come since. */
  readonly silentSince: number | null
  readonly askedAt: number
  /** Requests for full statistics in a row without a usable answer. */
  readonly pendingRequests: number
  /** The same before the last full statistics came: it counts again if these prove unusable. */
  readonly unansweredBefore: number
  /** Full statistics are needed, and have not been asked for yet. */
  readonly isUncertain: boolean
  /** Full statistics were asked for because of silence: an increment that comes before them is not confirmed. */
  readonly isSuspect: boolean
  /** Five9's clock at the last statistics frame. */
  readonly lastStamp: number
  /** Set when the last step broke the chain. */
  readonly broken: ChainBreak | null
}

export interface PulseLimits {
  readonly probeAfterMs: number
  readonly probeTimeoutMs: number
}

/** The longest pause between two requests for full statistics while they are not answered. */
const mostPauseMs = 60_000
/** A request after silence may take this long before the figures count as unconfirmed: a quiet domain is no fault. */
const silenceGraceMs = 2_000
/**
 * Stamps of successive frames further apart than this are a silence, also when this process stood still meanwhile and
 * reads the frames in one go: full statistics would have been asked for.
 */
const mostStampGapMs = 15_000

export const initialLiveness = (now: number): Liveness => ({
  lastDataAt: now,
  silentSince: null,
  askedAt: now,
  pendingRequests: 0,
  unansweredBefore: 0,
  isUncertain: false,
  isSuspect: false,
  lastStamp: 0,
  broken: null,
})

/** Full statistics are asked for: because of silence, unless they were missing or in doubt already. */
export const refreshRequested = (liveness: Liveness, now: number): Liveness => ({
  ...liveness,
  silentSince: now,
  askedAt: now,
  pendingRequests: liveness.pendingRequests + 1,
  isUncertain: false,
  isSuspect: liveness.isSuspect || (liveness.pendingRequests === 0 && !liveness.isUncertain),
  broken: null,
})

/**
 * Full or incremental statistics came. A frame that is older than the one before it breaks the chain; the next frame is
 * compared with this one, so that a clock that was set back breaks it once only.
 */
export function statisticsArrived(
  liveness: Liveness,
  frame: { readonly isFull: boolean; readonly timeStamp: number | null; readonly now: number },
): Liveness {
  const stamp = frame.timeStamp ?? liveness.lastStamp
  const isOutOfOrder = stamp < liveness.lastStamp
  const isAfterGap = liveness.lastStamp > 0 && stamp - liveness.lastStamp > mostStampGapMs
  const cameAfterSilence = !frame.isFull && (liveness.isSuspect || isAfterGap)
  return {
    ...liveness,
    lastDataAt: frame.now,
    silentSince: null,
    pendingRequests: frame.isFull ? 0 : liveness.pendingRequests,
    unansweredBefore: frame.isFull ? liveness.pendingRequests : liveness.unansweredBefore,
    isUncertain: liveness.isUncertain || isOutOfOrder || (cameAfterSilence && isAfterGap),
    isSuspect: false,
    lastStamp: stamp,
    broken: isOutOfOrder ? 'out-of-order' : cameAfterSilence ? 'silence' : null,
  }
}

/** A frame could not be read: what it changed is not known. */
export const frameDropped = (liveness: Liveness): Liveness => ({
  ...liveness,
  isUncertain: true,
  broken: 'unreadable-frame',
})

/** The domain begins to move: this connection may lose what comes next, also when the move is called off. */
export const moveBegan = (liveness: Liveness): Liveness => ({
  ...liveness,
  isUncertain: true,
  broken: 'migration',
})

/** This process stood still for longer than a silence that is asked about: Five9 may have been silent meanwhile. */
export const stalled = (liveness: Liveness): Liveness => ({
  ...liveness,
  isUncertain: true,
  broken: 'silence',
})

/** A listener could not use the last statistics: they are asked for again, with growing pauses. */
export const answerUnusable = (liveness: Liveness): Liveness => ({
  ...liveness,
  pendingRequests: Math.max(1, liveness.pendingRequests, liveness.unansweredBefore),
  broken: null,
})

/** Time passes: full statistics that were asked for because of silence are late. */
export function timePassed(liveness: Liveness, now: number): Liveness {
  const isLate = liveness.isSuspect && now - liveness.askedAt >= silenceGraceMs
  return isLate ? { ...liveness, isSuspect: false, broken: 'silence' } : { ...liveness, broken: null }
}

/** What to do: nothing, ask for full statistics, or give the connection up. */
export function nextLivenessAction(
  liveness: Liveness,
  now: number,
  limits: PulseLimits,
): 'alive' | 'ask' | 'dead' {
  const { probeAfterMs, probeTimeoutMs } = limits
  if (liveness.silentSince !== null) return now - liveness.silentSince >= probeTimeoutMs ? 'dead' : 'alive'
  if (now - liveness.lastDataAt >= probeAfterMs) return 'ask'
  const sinceAskedMs = now - liveness.askedAt
  if (liveness.isUncertain && sinceAskedMs >= Math.min(probeAfterMs, probeTimeoutMs)) return 'ask'
  // Changes come and the answer does not: it was lost on its way.
  const pauseMs = Math.min(mostPauseMs, probeTimeoutMs * 2 ** Math.max(0, liveness.pendingRequests - 1))
  return liveness.pendingRequests > 0 && sinceAskedMs >= pauseMs ? 'ask' : 'alive'
}
