import { setTimeout as delay } from 'node:timers/promises'
import type { Five9Client } from '../client.ts'
import { ConnectionLost, DuplicateLogin, Five9Error, NotSignedIn } from '../errors.ts'
import { EventId, type Five9Event } from '../events/index.ts'
import type { EventSocket } from '../socket/event-socket.ts'
import { backOffMs } from './back-off.ts'

/** How a live session stands. `ended` means that it will not try again: a person has to act. */
export interface LiveCondition {
  readonly state: 'connecting' | 'up' | 'down' | 'migrating' | 'ended'
  /** Why it is not up. */
  readonly reason: Five9Error | null
}

export type LiveNotice =
  | { readonly type: 'condition'; readonly condition: LiveCondition }
  | { readonly type: 'event'; readonly event: Five9Event; readonly receivedAt: number }
  | { readonly type: 'frame-refused'; readonly reason: string }

/** A supervisor session that stays up by itself: it reconnects, probes silence and follows migrations. */
export interface LiveSession {
  readonly start: () => void
  /** Closes the socket, and ends the Five9 session if this client started it. */
  readonly stop: () => Promise<void>
  readonly on: (listener: (notice: LiveNotice) => void) => () => void
}

export interface LiveSessionOptions {
  readonly client: Five9Client
  /** Prefix of the socket's key; each connection gets a fresh one. */
  readonly socketKey: string
  /** Takes a session over from elsewhere, once: at the first start. */
  readonly force?: boolean
  /** True when the client has already started the session that this one goes on with: it is then ours to end. */
  readonly ownsSession?: boolean
  /** After this many milliseconds without statistics it asks for all of them. */
  readonly probeAfterMs?: number
  /** A probe without an answer for this long means a new connection. */
  readonly probeTimeoutMs?: number
  readonly now?: () => number
  readonly random?: () => number
}

const statisticsEvents: ReadonlySet<string> = new Set([EventId.FullStatistics, EventId.IncrementalStatistics])
const migrationEvents: ReadonlySet<string> = new Set([
  EventId.SwitchoverRelogin,
  EventId.SwitchoverReloginForced,
  EventId.FarmEvent,
  EventId.MaintenanceCompleted,
])
/** Another socket took this key or this user: coming back at once would be a fight. */
const yieldMs = 60_000

export function createLiveSession(options: LiveSessionOptions): LiveSession {
  const {
    client,
    probeAfterMs = 10_000,
    probeTimeoutMs = 10_000,
    now = Date.now,
    random = Math.random,
  } = options
  const listeners = new Set<(notice: LiveNotice) => void>()
  const stopping = new AbortController()
  let ownsSession = options.ownsSession ?? false
  let isForced = options.force ?? false
  let connections = 0
  let running: Promise<void> | undefined

  const tell = (notice: LiveNotice) => {
    for (const listener of listeners) listener(notice)
  }
  const report = (state: LiveCondition['state'], reason: Five9Error | null = null) => {
    tell({ type: 'condition', condition: { state, reason } })
  }

  /** Reuses the token where Five9 still knows it; signs in otherwise. */
  async function establish(): Promise<void> {
    const isKnown = client.isSignedIn() && (await resumes())
    if (!isKnown) {
      // Without the token nothing tells whose session is found: a person may have forced ours out meanwhile.
      ownsSession = false
      await client.signIn()
      const { wasRunning } = await client.startSession('supervisor', { force: isForced })
      ownsSession = !wasRunning
    }
    isForced = false
  }

  async function resumes(): Promise<boolean> {
    try {
      const { wasRunning } = await client.startSession('supervisor', { isTokenNew: false })
      ownsSession ||= !wasRunning
      return true
    } catch (error) {
      if (error instanceof NotSignedIn) return false
      if (error instanceof DuplicateLogin) ownsSession = false
      throw error
    }
  }

  /** One connection from its opening to its end; resolves with why it ended. */
  async function connection(): Promise<Five9Error> {
    let lastDataAt = now()
    let probedAt: number | undefined
    let end: (reason: Five9Error) => void = () => undefined
    const ended = new Promise<Five9Error>((resolve) => {
      end = resolve
    })

    function eventReceived(event: Five9Event): void {
      const { eventId } = event.context
      if (statisticsEvents.has(eventId)) {
        lastDataAt = now()
        probedAt = undefined
      }
      if (eventId === EventId.MaintenanceStarted) report('migrating')
      tell({ type: 'event', event, receivedAt: now() })
      if (migrationEvents.has(eventId))
        end(new ConnectionLost('migrated', 'Five9 moved this domain to another host'))
      if (eventId === EventId.DuplicateConnection) {
        end(new ConnectionLost('duplicate-connection', 'another program uses this socket key'))
      }
    }

    async function probe(): Promise<void> {
      probedAt = now()
      try {
        await client.supervisor.RequestFullStatistics()
      } catch (error) {
        end(asFive9Error(error))
      }
    }

    function watch(): void {
      if (probedAt !== undefined) {
        if (now() - probedAt >= probeTimeoutMs)
          end(new ConnectionLost('silent', 'Five9 answers and sends no statistics'))
      } else if (now() - lastDataAt >= probeAfterMs) void probe() // never rejects
    }

    connections += 1
    let socket: EventSocket | undefined
    const watching = setInterval(watch, 250)
    const aborted = () => {
      end(new ConnectionLost('stopped', 'this session was stopped'))
    }
    stopping.signal.addEventListener('abort', aborted)
    try {
      socket = await client.openSocket('supervisor', `${options.socketKey}-${now()}-${connections}_super`, {
        onClosed: end,
        onEvent: eventReceived,
        onRefusedFrame: (reason) => {
          tell({ type: 'frame-refused', reason })
        },
      })
      report('up')
      await probe()
      return await ended
    } finally {
      clearInterval(watching)
      stopping.signal.removeEventListener('abort', aborted)
      socket?.close()
    }
  }

  async function attempt(): Promise<Five9Error> {
    try {
      await establish()
      return await connection()
    } catch (error) {
      return asFive9Error(error)
    }
  }

  const isStopped = () => stopping.signal.aborted

  async function run(): Promise<void> {
    for (let failures = 0; !isStopped();) {
      report('connecting')
      const startedAt = now()
      const reason = await attempt()
      if (isStopped()) return
      if (!reason.retryable) {
        report('ended', reason)
        return
      }
      report(reason.code === 'migrated' ? 'migrating' : 'down', reason)
      failures = now() - startedAt > 60_000 ? 0 : failures + 1
      const pauseMs = reason.code === 'duplicate-connection' ? yieldMs : backOffMs(failures - 1, random())
      await delay(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined) // stopped meanwhile
    }
  }

  return {
    start: () => {
      running ??= run()
    },
    async stop() {
      stopping.abort()
      await running
      if (!ownsSession || !client.isSignedIn()) return
      // Best effort: Five9 may be gone, and the session then ends by itself.
      await client.stopSession('supervisor').catch(() => undefined)
    },
    on(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function asFive9Error(error: unknown): Five9Error {
  if (error instanceof Five9Error) return error
  return new Five9Error('internal', 'the session failed for a reason of its own', true, { cause: error })
}
