/**
 * Whether a connection still tells the truth. Data proves that it lives; a ping's answer does not, since a socket that
 * was left behind by a migration answers pings for ever. What is held is whole once full statistics have come, and in
 * doubt again when a frame could not be read or came out of order.
 */
export interface Pulse {
  /** Epoch milliseconds, like all instants here. */
  readonly lastDataAt: number
  /** When full statistics were asked for, while no data has come since. */
  readonly silentSince: number | null
  readonly askedAt: number
  /** Times that they were asked for in a row and did not come. */
  readonly unanswered: number
  readonly isInDoubt: boolean
  /** Five9's clock at the last statistics frame. */
  readonly lastStamp: number
}

export interface PulseLimits {
  readonly probeAfterMs: number
  readonly probeTimeoutMs: number
}

/** How often full statistics are asked for at most while their answer is lost. */
const mostPauseMs = 60_000

export const firstPulse = (now: number): Pulse => ({
  lastDataAt: now,
  silentSince: null,
  askedAt: now,
  unanswered: 0,
  isInDoubt: false,
  lastStamp: 0,
})

/** Full statistics are asked for. */
export const asked = (pulse: Pulse, now: number): Pulse => ({
  ...pulse,
  silentSince: now,
  askedAt: now,
  unanswered: pulse.unanswered + 1,
  isInDoubt: false,
})

/** Statistics came: all of them, or changes. One that is older than the one before it leaves doubt. */
export function statisticsCame(
  pulse: Pulse,
  frame: { readonly isFull: boolean; readonly timeStamp: number | null; readonly now: number },
): Pulse {
  const stamp = frame.timeStamp ?? pulse.lastStamp
  return {
    ...pulse,
    lastDataAt: frame.now,
    silentSince: null,
    unanswered: frame.isFull ? 0 : pulse.unanswered,
    isInDoubt: pulse.isInDoubt || stamp < pulse.lastStamp,
    lastStamp: Math.max(stamp, pulse.lastStamp),
  }
}

/** A frame could not be read: what it changed is not known. */
export const frameLost = (pulse: Pulse): Pulse => ({ ...pulse, isInDoubt: true })

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
