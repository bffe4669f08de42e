/**
 * What a screen knows of its server's monotonic clock, on one connection. Everything is in milliseconds; `sample` is the
 * server's instant in a message less the screen's monotonic instant at which that message was read. A message is read
 * after it was sent, so each sample is at most the true offset, and the largest is the best.
 */
export interface ServerClock {
  /** Server's clock less the screen's. An instant of the screen plus this is one of the server. */
  readonly offsetMs: number
  /** The largest sample of the present and the previous window. */
  readonly base: number
  /** How late every message is read, as far as the screen can prove it: `offsetMs` is `base` plus this. */
  readonly delayMs: number
  readonly window: { readonly since: number; readonly largest: number }
  /** Samples in a row that agree with each other and not with `base`: the first of them, and since when. */
  readonly behind: { readonly sample: number; readonly since: number; readonly count: number } | undefined
}

/** Two samples this close are of one clock and one delay. Drift of a clock is far less within a window. */
const steadyMs = 250
/** The largest sample of so long is taken for what the network can do at present. */
const windowMs = 30_000
/** A sample so far behind is no late message when others agree with it: see `isClockInDoubt`. */
const doubtMs = 2_000
const agreeingSamples = 4
const agreeingForMs = 3_000

/**
 * Begins with the first message of a connection. `openedAt` is the screen's instant at which the connection opened: the
 * server sends its first message then, so a first message that is read long after it tells how much a proxy in between
 * delays.
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
 * Takes one more message. A sample that is larger is better, and is believed at once. One that is smaller came late and
 * changes nothing; when all of a window are smaller by little, the clocks drift, and the offset follows; when by much,
 * messages are delayed by so much more, and the offset stays.
 */
export function serverClockReceived(clock: ServerClock, serverTime: number, readAt: number): ServerClock {
  const sample = serverTime - readAt
  const { base, delayMs, window } = clock
  if (sample >= base) {
    const rise = sample - base
    // Less delay, rather than another clock; only what is more than that moves the clock.
    const isLessDelay = rise > steadyMs
    return withBase(sample, isLessDelay ? Math.max(0, delayMs - rise) : delayMs, {
      window: { ...window, largest: sample },
      behind: undefined,
    })
  }
  const behind = behindAfter(clock, sample, readAt)
  const largest = Math.max(window.largest, sample)
  if (readAt - window.since < windowMs) return { ...clock, window: { ...window, largest }, behind }
  // The window begins anew with this sample, so that one late message after a long silence decides nothing.
  const judged = window.largest === -Infinity ? base : window.largest
  const fall = base - judged
  return withBase(judged, fall > steadyMs ? delayMs + fall : delayMs, {
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
 * True when several samples in a row agree on a clock that is behind this one. Either the server's clock was set back
 * or every message is delayed by so much more: only a new connection can tell which. Messages that were held back and
 * are read in one go do not agree with each other.
 */
export function isClockUncertain({ behind }: ServerClock, now: number): boolean {
  return behind !== undefined && behind.count >= agreeingSamples && now - behind.since >= agreeingForMs
}

/**
 * The clock after the screen stood still for `sleptMs` while its monotonic clock did not run: the server's went on.
 */
export function serverClockAfterSleep(clock: ServerClock, sleptMs: number): ServerClock {
  return withBase(clock.base + sleptMs, clock.delayMs, {
    window: { since: clock.window.since, largest: -Infinity },
    behind: undefined,
  })
}
