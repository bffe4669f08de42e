/**
 * Whether a connection still delivers data, and whether the increments since the last full statistics form an unbroken
 * chain. Only data proves that a connection is alive; the answer to a ping does not, since a socket that a migration
 * left behind answers pings for ever. A chain that broke is repaired by full statistics only.
 */

/** Why increments may have been lost. */
export type ChainBreak = 'new-connection' | 'migration' | 'unreadable-frame' | 'out-of-order' | 'silence'

export interface Pulse {
  /** Milliseconds of a monotonic clock, like all instants here. */
  readonly lastDataAt: number
  /** When full statistics were asked for, while no data has come since. */
  readonly silentSince: number | null
  readonly askedAt: number
  /** Requests for full statistics in a row without a usable answer. */
  readonly unanswered: number
  /** The same before the last full statistics came: it counts again if these prove unusable. */
  readonly unansweredBefore: number
  /** Full statistics are needed, and have not been asked for yet. */
  readonly isInDoubt: boolean
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

export const firstPulse = (now: number): Pulse => ({
  lastDataAt: now,
  silentSince: null,
  askedAt: now,
  unanswered: 0,
  unansweredBefore: 0,
  isInDoubt: false,
  isSuspect: false,
  lastStamp: 0,
  broken: null,
})

/** Full statistics are asked for: because of silence, unless they were missing or in doubt already. */
export const asked = (pulse: Pulse, now: number): Pulse => ({
  ...pulse,
  silentSince: now,
  askedAt: now,
  unanswered: pulse.unanswered + 1,
  isInDoubt: false,
  isSuspect: pulse.isSuspect || (pulse.unanswered === 0 && !pulse.isInDoubt),
  broken: null,
})

/**
 * Full or incremental statistics came. A frame that is older than the one before it breaks the chain; the next frame is
 * compared with this one, so that a clock that was set back breaks it once only.
 */
export function statisticsCame(
  pulse: Pulse,
  frame: { readonly isFull: boolean; readonly timeStamp: number | null; readonly now: number },
): Pulse {
  const stamp = frame.timeStamp ?? pulse.lastStamp
  const isOutOfOrder = stamp < pulse.lastStamp
  const isAfterGap = pulse.lastStamp > 0 && stamp - pulse.lastStamp > mostStampGapMs
  const cameAfterSilence = !frame.isFull && (pulse.isSuspect || isAfterGap)
  return {
    ...pulse,
    lastDataAt: frame.now,
    silentSince: null,
    unanswered: frame.isFull ? 0 : pulse.unanswered,
    unansweredBefore: frame.isFull ? pulse.unanswered : pulse.unansweredBefore,
    isInDoubt: pulse.isInDoubt || isOutOfOrder || (cameAfterSilence && isAfterGap),
    isSuspect: false,
    lastStamp: stamp,
    broken: isOutOfOrder ? 'out-of-order' : cameAfterSilence ? 'silence' : null,
  }
}

/** A frame could not be read: what it changed is not known. */
export const frameLost = (pulse: Pulse): Pulse => ({ ...pulse, isInDoubt: true, broken: 'unreadable-frame' })

/** The domain begins to move: this connection may lose what comes next, also when the move is called off. */
export const moveBegan = (pulse: Pulse): Pulse => ({ ...pulse, isInDoubt: true, broken: 'migration' })

/** This process stood still for longer than a silence that is asked about: Five9 may have been silent meanwhile. */
export const stalled = (pulse: Pulse): Pulse => ({ ...pulse, isInDoubt: true, broken: 'silence' })

/** A listener could not use the last statistics: they are asked for again, with growing pauses. */
export const answerUnusable = (pulse: Pulse): Pulse => ({
  ...pulse,
  unanswered: Math.max(1, pulse.unanswered, pulse.unansweredBefore),
  broken: null,
})

/** Time passes: full statistics that were asked for because of silence are late. */
export function timePassed(pulse: Pulse, now: number): Pulse {
  const isLate = pulse.isSuspect && now - pulse.askedAt >= silenceGraceMs
  return isLate ? { ...pulse, isSuspect: false, broken: 'silence' } : { ...pulse, broken: null }
}

/** What to do: nothing, ask for full statistics, or give the connection up. */
export function pulseCheck(pulse: Pulse, now: number, limits: PulseLimits): 'alive' | 'ask' | 'dead' {
  const { probeAfterMs, probeTimeoutMs } = limits
  if (pulse.silentSince !== null) return now - pulse.silentSince >= probeTimeoutMs ? 'dead' : 'alive'
  if (now - pulse.lastDataAt >= probeAfterMs) return 'ask'
  const sinceAskedMs = now - pulse.askedAt
  if (pulse.isInDoubt && sinceAskedMs >= Math.min(probeAfterMs, probeTimeoutMs)) return 'ask'
  // Changes come and the answer does not: it was lost on its way.
  const pauseMs = Math.min(mostPauseMs, probeTimeoutMs * 2 ** Math.max(0, pulse.unanswered - 1))
  return pulse.unanswered > 0 && sinceAskedMs >= pauseMs ? 'ask' : 'alive'
}
