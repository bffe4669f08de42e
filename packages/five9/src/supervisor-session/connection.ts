import type { Five9Client } from '../client.ts'
import {
  asFive9Error,
  ConnectionLost,
  NotSignedIn,
  type ConnectionLostCode,
  type Five9Error,
} from '../errors.ts'
import { EventId, type Five9Event } from '../events/index.ts'
import type { EventSocket } from '../socket/event-socket.ts'
import { createStallFreeClock } from '../stall-free-clock.ts'
import {
  answerUnusable,
  refreshRequested,
  initialLiveness,
  frameDropped,
  moveBegan,
  nextLivenessAction,
  stalled,
  statisticsArrived,
  timePassed,
  type ChainBreak,
  type Liveness,
} from './liveness-state.ts'

/** A connection that is open. */
export interface OpenConnection {
  readonly socket: EventSocket
  /** Full statistics that came were of no use: asks for them again. */
  readonly askAgain: () => void
}

export interface ConnectionDeps {
  readonly client: Five9Client
  /** The whole key: it serves this connection only. */
  readonly key: string
  readonly probeAfterMs: number
  readonly probeTimeoutMs: number
  /** Milliseconds of a clock that never steps. */
  readonly monotonic: () => number
  readonly stopping: AbortSignal
  /** The socket is open. */
  readonly onOpen: (connection: OpenConnection) => void
  readonly onUp: () => void
  /** The domain begins to move; the connection may stay up for a while. */
  readonly onMoving: () => void
  /** Told before the increment that does not continue the chain, and after full statistics that are old already. */
  readonly onChainBroken: (reason: ChainBreak) => void
  readonly onEvent: (event: Five9Event) => void
  readonly onRefusedFrame: (reason: string) => void
}

const checkEveryMs = 250
const statisticsEvents: ReadonlySet<string> = new Set([
  EventId.EVENT_STATS,
  EventId.EVENT_INCREMENTAL_STATS_UPDATE,
])

/** Events after which this connection brings nothing more, whatever its pings say. */
const endings: ReadonlyMap<string, readonly [code: ConnectionLostCode, message: string]> = new Map([
  [EventId.SERVER_MAINTENANCE_SWITCHOVER_RELOGIN, ['migrated', 'Five9 moved this domain to another host']],
  [
    EventId.SERVER_MAINTENANCE_SWITCHOVER_RELOGIN_FORCED,
    ['migrated', 'Five9 moved this domain to another host'],
  ],
  [EventId.FARM_EVENT, ['migrated', 'Five9 moved this domain to another farm']],
  [EventId.MAINTENANCE_COMPLETED, ['migrated', 'Five9 moved this domain to another host']],
  [EventId.DUPLICATE_CONNECTION, ['duplicate-connection', 'another program uses this socket key']],
  [EventId.SERVER_UNAVAILABLE, ['server-unavailable', 'Five9 lost its own call centre server']],
  [EventId.JMS_SERVER_UNAVAILABLE, ['server-unavailable', 'Five9 receives no events at the moment']],
])

/** One supervisor socket from its opening to its end; resolves with why it ended, rejects if it did not open. */
export async function runConnection(deps: ConnectionDeps): Promise<Five9Error> {
  const { client, stopping } = deps
  const now = createStallFreeClock(deps.monotonic, (stallMs) => {
    // What Five9 did not say meanwhile, it may have forgotten: a stall hides a silence.
    if (stallMs >= deps.probeAfterMs) step(stalled(liveness))
  })
  let liveness = initialLiveness(now())
  let isMoving = false
  let end: (reason: Five9Error) => void = () => undefined
  const ended = new Promise<Five9Error>((resolve) => {
    end = resolve
  })

  function step(next: Liveness): void {
    liveness = next
    if (next.broken !== null) deps.onChainBroken(next.broken)
  }

  function statisticsReceived(event: Five9Event): void {
    const { eventId, timeStamp } = event.context
    if (isMoving) {
      isMoving = false
      deps.onUp() // only data confirms: the move has not begun for this socket, or was called off
    }
    const isFull = eventId === EventId.EVENT_STATS
    const at = now() // may find out a stall, and change the pulse
    const next = statisticsArrived(liveness, { isFull, timeStamp, now: at })
    if (!isFull) step(next)
    else liveness = { ...next, broken: null }
    deps.onEvent(event)
    if (isFull && next.broken !== null) step({ ...liveness, broken: next.broken })
  }

  function eventReceived(event: Five9Event): void {
    const { eventId } = event.context
    if (eventId === EventId.MAINTENANCE_STARTED) {
      isMoving = true
      step(moveBegan(liveness))
      deps.onMoving()
    }
    if (eventId === EventId.LOGIN_STATE_UPDATED) void checkLoginState() // never rejects
    if (statisticsEvents.has(eventId)) statisticsReceived(event)
    else deps.onEvent(event)
    const ending = endings.get(eventId)
    if (ending !== undefined) end(new ConnectionLost(...ending))
  }

  async function checkLoginState(): Promise<void> {
    try {
      const state = await client.supervisor.LoginState()
      if (state === 'RELOGIN')
        end(new ConnectionLost('session-lost', 'Five9 asks to start the session again'))
    } catch (error) {
      // Anything else is for the pulse to find out: data may well go on.
      if (error instanceof NotSignedIn) end(error)
    }
  }

  async function ask(): Promise<void> {
    liveness = refreshRequested(liveness, now())
    try {
      await client.supervisor.RequestFullStatistics()
    } catch (error) {
      end(asFive9Error(error))
    }
  }

  function watch(): void {
    const at = now()
    step(timePassed(liveness, at))
    const verdict = nextLivenessAction(liveness, at, deps)
    if (verdict === 'ask') void ask() // never rejects
    if (verdict === 'dead') end(new ConnectionLost('silent', 'Five9 answers and sends no statistics'))
  }

  const stopped = () => {
    end(new ConnectionLost('stopped', 'this session was stopped'))
  }
  stopping.addEventListener('abort', stopped)
  const socket = await client
    .openSocket('supervisor', deps.key, {
      onClosed: end,
      onEvent: eventReceived,
      onRefusedFrame: (reason) => {
        step(frameDropped(liveness))
        deps.onRefusedFrame(reason)
      },
    })
    .catch((error: unknown) => {
      stopping.removeEventListener('abort', stopped)
      throw error
    })
  const watching = setInterval(watch, checkEveryMs)
  try {
    deps.onOpen({
      socket,
      askAgain: () => {
        liveness = answerUnusable(liveness)
      },
    })
    deps.onChainBroken('new-connection')
    deps.onUp()
    await ask()
    return await ended
  } finally {
    clearInterval(watching)
    stopping.removeEventListener('abort', stopped)
    socket.close()
  }
}
