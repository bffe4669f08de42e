/**
 * The estimate of the server's monotonic clock on one connection, in milliseconds. A `sample` is the server's instant in a
 * message minus the page's monotonic instant at which that message was read. A message is read after it was sent, so each
 * sample is at most the true offset, and the largest is the best.
 */
export interface ServerClock {
  /** The server's clock minus the page's: add it to an instant of the page. */
  readonly offsetMs: number
  /** The largest sample of the current and the previous window. */
  readonly base: number
  /** The proven delay of every message: `offsetMs` is `base` plus this. */
  readonly delayMs: number
  readonly window: { readonly since: number; readonly largest: number }
  /** Consecutive samples that agree with each other but not with `base`: the first one, its instant, their count. */
  readonly behind: { readonly sample: number; readonly since: number; readonly count: number } | undefined
}

/** Samples this close have the same clock and delay. A clock drifts far less within a window. */
const steadyMs = 250
/** The largest sample of a window is the network's current best. */
const windowMs = 30_000
/** A sample this far behind is not a late message if others agree with it: see `isClockUncertain`. */
const doubtMs = 2_000
const agreeingSamples = 4
const agreeingForMs = 3_000

/**
 * The estimate after the first message of a connection. `openedAt` is the page's instant at which the connection opened:
 * the server sends its first message then, so a first message that is read much later shows the delay of a proxy.
 */
export function initialServerClock(message: {
  readonly serverTime: number
  readonly readAt: number
  readonly openedAt?: number | undefined
}): ServerClock {
  const { serverTime, readAt, openedAt = readAt } = message
  const base = serverTime - readAt
  const lateMs = Math.max(0, readAt - openedAt)
  const delayMs = lateMs > steadyMs ? lateMs : 0
  return {
    offsetMs: base + delayMs,
    base,
    delayMs,
    window: { since: readAt, largest: -Infinity },
    behind: undefined,
  }
}

/**
 * The estimate after another message. A larger sample is better and is used at once. A smaller one was late and changes
 * nothing. When all samples of a window are a little smaller, the clocks drift and the offset follows; when they are much
 * smaller, messages are delayed by that much and the offset stays.
 */
export function serverClockReceived(clock: ServerClock, serverTime: number, readAt: number): ServerClock {
  const sample = serverTime - readAt
  const { base, delayMs, window } = clock
  if (sample >= base) {
    const rise = sample - base
    // Less delay rather than another clock: only the excess moves the clock.
    const isLessDelay = rise > steadyMs
    return withBase(sample, isLessDelay ? Math.max(0, delayMs - rise) : delayMs, {
      window: { ...window, largest: sample },
      behind: undefined,
    })
  }
  const behind = behindAfter(clock, sample, readAt)
  const largest = Math.max(window.largest, sample)
  if (readAt - window.since < windowMs) return { ...clock, window: { ...window, largest }, behind }
  // The new window starts with this sample, so that one late message after a long silence decides nothing.
  const largestOfWindow = window.largest === -Infinity ? base : window.largest
  const fall = base - largestOfWindow
  return withBase(largestOfWindow, fall > steadyMs ? delayMs + fall : delayMs, {
    window: { since: readAt, largest: sample },
    behind,
  })
}

function withBase(base: number, delayMs: number, rest: Pick<ServerClock, 'window' | 'behind'>): ServerClock {
  return { offsetMs: base + delayMs, base, delayMs, ...rest }
}

function behindAfter({ base, behind }: ServerClock, sample: number, readAt: number): ServerClock['behind'] {
  if (base - sample < doubtMs) return undefined
  const agrees = behind !== undefined && Math.abs(behind.sample - sample) < steadyMs
  return agrees ? { ...behind, count: behind.count + 1 } : { sample, since: readAt, count: 1 }
}

/**
 * True when several consecutive samples agree on a clock behind this one. Either the server's clock was set back or every
 * message is delayed by that much: only a new connection can tell. Delayed messages that are read together do not agree
 * with each other.
 */
export function isClockUncertain({ behind }: ServerClock, now: number): boolean {
  return behind !== undefined && behind.count >= agreeingSamples && now - behind.since >= agreeingForMs
}

/** The estimate after the machine slept for `sleptMs` with its monotonic clock stopped. */
export function serverClockAfterSleep(clock: ServerClock, sleptMs: number): ServerClock {
  return withBase(clock.base + sleptMs, clock.delayMs, {
    window: { since: clock.window.since, largest: -Infinity },
    behind: undefined,
  })
}
