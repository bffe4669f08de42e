import type { Five9Client } from '../client.ts'
import { asFive9Error, ConnectionLost, NotSignedIn, type Five9Error } from '../errors.ts'
import { EventId, type Five9Event } from '../events/index.ts'
import type { EventSocket } from '../socket/event-socket.ts'
import { asked, firstPulse, frameLost, pulseCheck, statisticsCame } from './pulse-state.ts'

export interface ConnectionDeps {
  readonly client: Five9Client
  /** The whole key: it serves this connection only. */
  readonly key: string
  readonly probeAfterMs: number
  readonly probeTimeoutMs: number
  readonly now: () => number
  readonly stopping: AbortSignal
  /** The socket is open. */
  readonly onOpen: (socket: EventSocket) => void
  readonly onUp: () => void
  /** The domain begins to move; the connection may stay up for a while. */
  readonly onMoving: () => void
  readonly onEvent: (event: Five9Event) => void
  readonly onRefusedFrame: (reason: string) => void
}

const checkEveryMs = 250
const statisticsEvents: ReadonlySet<string> = new Set([EventId.FullStatistics, EventId.IncrementalStatistics])

/** Events after which this connection brings nothing more, whatever its pings say. */
const endings: ReadonlyMap<string, readonly [code: string, message: string]> = new Map([
  [EventId.SwitchoverRelogin, ['migrated', 'Five9 moved this domain to another host']],
  [EventId.SwitchoverReloginForced, ['migrated', 'Five9 moved this domain to another host']],
  [EventId.FarmEvent, ['migrated', 'Five9 moved this domain to another farm']],
  [EventId.MaintenanceCompleted, ['migrated', 'Five9 moved this domain to another host']],
  [EventId.DuplicateConnection, ['duplicate-connection', 'another program uses this socket key']],
  [EventId.ServerUnavailable, ['server-unavailable', 'Five9 lost its own call centre server']],
  [EventId.JmsServerUnavailable, ['server-unavailable', 'Five9 receives no events at the moment']],
])

/** One supervisor socket from its opening to its end; resolves with why it ended, rejects if it did not open. */
export async function runConnection(deps: ConnectionDeps): Promise<Five9Error> {
  const { client, now, stopping } = deps
  let pulse = firstPulse(now())
  let isMoving = false
  let end: (reason: Five9Error) => void = () => undefined
  const ended = new Promise<Five9Error>((resolve) => {
    end = resolve
  })

  function statisticsReceived({ context }: Five9Event): void {
    const isFull = context.eventId === EventId.FullStatistics
    pulse = statisticsCame(pulse, { isFull, timeStamp: context.timeStamp, now: now() })
    if (!isMoving) return
    isMoving = false
    deps.onUp() // only data confirms: the move has not begun for this socket, or was called off
  }

  function eventReceived(event: Five9Event): void {
    const { eventId } = event.context
    if (statisticsEvents.has(eventId)) statisticsReceived(event)
    if (eventId === EventId.MaintenanceStarted) {
      isMoving = true
      deps.onMoving()
    }
    if (eventId === EventId.LoginStateUpdated) void checkLoginState() // never rejects
    deps.onEvent(event)
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
    pulse = asked(pulse, now())
    try {
      await client.supervisor.RequestFullStatistics()
    } catch (error) {
      end(asFive9Error(error))
    }
  }

  function watch(): void {
    const verdict = pulseCheck(pulse, now(), deps)
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
        pulse = frameLost(pulse)
        deps.onRefusedFrame(reason)
      },
    })
    .catch((error: unknown) => {
      stopping.removeEventListener('abort', stopped)
      throw error
    })
  const watching = setInterval(watch, checkEveryMs)
  try {
    deps.onOpen(socket)
    deps.onUp()
    await ask()
    return await ended
  } finally {
    clearInterval(watching)
    stopping.removeEventListener('abort', stopped)
    socket.close()
  }
}
