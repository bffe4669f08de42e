import type { Five9Client } from '../client.ts'
import {
  asFive9Error,
  ConnectionLost,
  NotSignedIn,
  type ConnectionLostCode,
  type Five9Error,
} from '../errors.ts'
import { EventId, type Five9Event } from '../events/index.ts'
import { createStallFreeClock } from '../stall-free-clock.ts'
import {
  answerUnusable,
  frameDropped,
  initialLiveness,
  moveBegan,
  nextLivenessAction,
  refreshRequested,
  stalled,
  statisticsArrived,
  timePassed,
  verificationRequested,
  type ChainBreak,
  type Liveness,
} from './liveness-state.ts'

/** Checks that a connection delivers data, requests full statistics when needed, and ends a connection that is dead. */
export interface DataMonitor {
  readonly eventReceived: (event: Five9Event) => void
  readonly frameRefused: (reason: string) => void
  /** Full statistics were received and could not be used: they are requested again. */
  readonly refreshFailed: () => void
  /** Requests full statistics. Never rejects. */
  readonly requestFullStatistics: () => Promise<void>
  /** Call regularly: it detects silence. */
  readonly check: () => void
  /** Asks Five9 whether the login is still valid, and ends the connection when it is not. */
  readonly checkLogin: () => void
}

export interface DataMonitorDeps {
  readonly client: Five9Client
  readonly probeAfterMs: number
  readonly probeTimeoutMs: number
  readonly verifyEveryMs: number
  /** Milliseconds of a clock that never steps. */
  readonly monotonic: () => number
  /** Statistics arrive: the connection is up, also after a migration that was cancelled. */
  readonly onUp: () => void
  /** The domain begins to move. The connection may stay up for a while. */
  readonly onMoving: () => void
  /** Called before the increment that does not continue the chain, and after full statistics that are outdated already. */
  readonly onChainBroken: (reason: ChainBreak) => void
  readonly onEvent: (event: Five9Event) => void
  readonly onRefusedFrame: (reason: string) => void
}

const statisticsEvents: ReadonlySet<string> = new Set([
  EventId.EVENT_STATS,
  EventId.EVENT_INCREMENTAL_STATS_UPDATE,
])

/** Events after which this connection delivers no more data, even if it answers pings. */
const endings: ReadonlyMap<string, readonly [code: ConnectionLostCode, message: string]> = new Map([
  [EventId.SERVER_MAINTENANCE_SWITCHOVER_RELOGIN, ['migrated', 'Five9 moved this domain to another host']],
  [
    EventId.SERVER_MAINTENANCE_SWITCHOVER_RELOGIN_FORCED,
    ['migrated', 'Five9 moved this domain to another host'],
  ],
  [EventId.FARM_EVENT, ['migrated', 'Five9 moved this domain to another farm']],
  [EventId.EVENT_MAINTENANCE_COMPLETED, ['migrated', 'Five9 moved this domain to another host']],
  [EventId.DUPLICATE_CONNECTION, ['duplicate-connection', 'another program uses this socket key']],
  [EventId.SERVER_UNAVAILABLE, ['server-unavailable', 'Five9 lost its own call centre server']],
  [EventId.JMS_SERVER_UNAVAILABLE, ['server-unavailable', 'Five9 receives no events at the moment']],
])

/** `end` is called with the reason when the connection has to end. */
export function createDataMonitor(deps: DataMonitorDeps, end: (reason: Five9Error) => void): DataMonitor {
  const { client } = deps
  const now = createStallFreeClock(deps.monotonic, (stallMs) => {
    // During a stall Five9 may have forgotten this connection: treat it as a silence.
    if (stallMs >= deps.probeAfterMs) step(stalled(liveness))
  })
  let liveness = initialLiveness(now())
  let isMoving = false

  function step(next: Liveness): void {
    liveness = next
    if (next.broken !== null) deps.onChainBroken(next.broken)
  }

  function statisticsReceived(event: Five9Event): void {
    const { eventId, timeStamp } = event.context
    if (isMoving) {
      isMoving = false
      deps.onUp() // only data confirms: the move has not begun for this socket, or was cancelled
    }
    const isFull = eventId === EventId.EVENT_STATS
    const at = now() // may detect a stall and change `liveness`
    const next = statisticsArrived(liveness, { isFull, timeStamp, now: at })
    if (!isFull) step(next)
    else liveness = { ...next, broken: null }
    deps.onEvent(event)
    if (isFull && next.broken !== null) step({ ...liveness, broken: next.broken })
  }

  function eventReceived(event: Five9Event): void {
    const { eventId } = event.context
    if (eventId === EventId.EVENT_MAINTENANCE_STARTED) {
      isMoving = true
      step(moveBegan(liveness))
      deps.onMoving()
    }
    if (eventId === EventId.EVENT_LOGIN_STATE_UPDATED) void checkLoginState() // never rejects
    if (statisticsEvents.has(eventId)) statisticsReceived(event)
    else deps.onEvent(event)
    const ending = endings.get(eventId)
    if (ending !== undefined) end(new ConnectionLost(...ending))
  }

  async function checkLoginState(): Promise<void> {
    try {
      const state = await client.supervisor.SupervisorLoginState()
      if (state === 'RELOGIN')
        end(new ConnectionLost('session-lost', 'Five9 asks to start the session again'))
    } catch (error) {
      // Ignore other errors: data may continue, and the liveness check detects silence.
      if (error instanceof NotSignedIn) end(error)
    }
  }

  async function requestFullStatistics(): Promise<void> {
    liveness = refreshRequested(liveness, now())
    try {
      await client.supervisor.RequestFullStatistics()
    } catch (error) {
      end(asFive9Error(error))
    }
  }

  /** Requests full statistics while data arrives: a request that fails is repeated, and the connection stays. */
  async function verify(): Promise<void> {
    liveness = verificationRequested(liveness, now())
    try {
      await client.supervisor.RequestFullStatistics()
    } catch (error) {
      if (error instanceof NotSignedIn) end(error)
    }
  }

  function check(): void {
    const at = now()
    step(timePassed(liveness, at))
    const action = nextLivenessAction(liveness, at, deps)
    if (action === 'ask') void requestFullStatistics() // never rejects
    if (action === 'verify') void verify() // never rejects
    if (action === 'dead') end(new ConnectionLost('silent', 'Five9 answers pings but sends no statistics'))
  }

  return {
    eventReceived,
    frameRefused(reason) {
      step(frameDropped(liveness))
      deps.onRefusedFrame(reason)
    },
    refreshFailed() {
      liveness = answerUnusable(liveness)
    },
    requestFullStatistics,
    check,
    checkLogin() {
      void checkLoginState() // never rejects
    },
  }
}
