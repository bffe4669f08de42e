import { setTimeout as delay } from 'node:timers/promises'
import type { Five9Client } from '../client.ts'
import { asFive9Error, ConnectionLost, DuplicateLogin, type Five9Error } from '../errors.ts'
import { EventId, type Five9Event } from '../events/index.ts'
import { guarded } from '../guarded.ts'
import type { EventSocket } from '../socket/event-socket.ts'
import { runConnection } from './connection.ts'
import { attemptEnded, initialLiveState, type Approach } from './live-session-state.ts'

/** How a live session stands. `ended` means that it will not try again: a person has to act. */
export interface LiveCondition {
  readonly state: 'connecting' | 'up' | 'down' | 'migrating' | 'ended'
  /** Why it is not up. */
  readonly reason: Five9Error | null
  /** When it tries again, epoch milliseconds, where that is known. */
  readonly retryAtMs?: number
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
  readonly on: (listener: (notice: LiveNotice) => unknown) => () => void
  /**
   * Leaves unread what Five9 sends, until `release` or another connection. For a listener that could do nothing with it
   * yet: many frames read together cost much less than each by itself. Not for longer than some tenths of a second,
   * since pongs wait too.
   */
  readonly hold: () => void
  /** Reads on; listeners are told of what has waited before `setImmediate` calls back. */
  readonly release: () => void
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
  /** Told of listeners that throw. */
  readonly onListenerError?: (error: unknown) => void
}

/** Polls of login_state at a host that may not know the token yet: three seconds. A sign-in comes after them. */
const pollsAfterMove = 4

export function createLiveSession(options: LiveSessionOptions): LiveSession {
  const {
    client,
    probeAfterMs = 10_000,
    probeTimeoutMs = 10_000,
    now = Date.now,
    random = Math.random,
  } = options
  const listeners = new Set<(notice: LiveNotice) => unknown>()
  const stopping = new AbortController()
  let ownsSession = options.ownsSession ?? false
  let isForced = options.force ?? false
  /** The host that event 1002 named is adopted: metadata need not be asked for. */
  let isNewHostKnown = false
  let connections = 0
  let socket: EventSocket | undefined
  let running: Promise<void> | undefined
  let returnRenewal: () => void = () => undefined

  const tell = (notice: LiveNotice) => {
    for (const listener of listeners) guarded(() => listener(notice), options.onListenerError)
  }
  const report = (state: LiveCondition['state'], reason: Five9Error | null = null, retryAtMs?: number) => {
    const condition = { state, reason, ...(retryAtMs === undefined ? {} : { retryAtMs }) }
    tell({ type: 'condition', condition })
  }
  const isStopped = () => stopping.signal.aborted

  /** Leads the session to WORKING, with the token that there is unless the approach is another. */
  async function establish(approach: Approach): Promise<void> {
    if (!client.isSignedIn() || approach === 'sign-in') await signIn()
    else await resume(approach)
    isForced = false
  }

  async function signIn(): Promise<void> {
    // Without the token nothing tells whose session is found: a person may have forced ours out meanwhile.
    ownsSession = false
    isNewHostKnown = false
    await client.signIn()
    const { wasRunning } = await client.startSession('supervisor', { force: isForced })
    ownsSession = !wasRunning
  }

  async function resume(approach: 'resume' | 'move'): Promise<void> {
    if (approach === 'move' && !isNewHostKnown) await client.readMetadata()
    isNewHostKnown = false
    const unauthorizedPolls = approach === 'move' ? pollsAfterMove : 0
    try {
      const { wasRunning } = await client.startSession('supervisor', { unauthorizedPolls })
      ownsSession ||= !wasRunning
    } catch (error) {
      if (error instanceof DuplicateLogin) ownsSession = false
      throw error
    }
  }

  async function attempt(approach: Approach): Promise<{ reason: Five9Error; wasUp: boolean }> {
    let wasUp = false
    try {
      await establish(approach)
      if (isStopped()) return { reason: new ConnectionLost('stopped', 'this session was stopped'), wasUp }
      connections += 1
      const reason = await runConnection({
        client,
        key: `${options.socketKey}-${now()}-${connections}_super`,
        probeAfterMs,
        probeTimeoutMs,
        now,
        stopping: stopping.signal,
        onOpen: (opened) => {
          socket = opened
        },
        onUp: () => {
          wasUp = true
          report('up')
        },
        onMoving: () => {
          report('migrating')
        },
        onEvent: (event) => {
          if (event.context.eventId === EventId.SwitchoverReloginForced) {
            isNewHostKnown = client.adoptMetadata(event.payLoad)
          }
          tell({ type: 'event', event, receivedAt: now() })
        },
        onRefusedFrame: (reason) => {
          tell({ type: 'frame-refused', reason })
        },
      })
      return { reason, wasUp }
    } catch (error) {
      return { reason: asFive9Error(error), wasUp }
    } finally {
      socket = undefined
    }
  }

  async function run(): Promise<void> {
    for (let state = initialLiveState(client.isSignedIn() ? 'resume' : 'sign-in'); !isStopped();) {
      report('connecting')
      const startedAt = now()
      const ended = await attempt(state.approach)
      if (isStopped()) return
      const verdict = attemptEnded(state, { ...ended, startedAt, endedAt: now(), random: random() })
      if (verdict.kind === 'end') {
        report('ended', verdict.reason)
        return
      }
      state = verdict.state
      report(verdict.condition, verdict.reason, now() + verdict.pauseMs)
      await delay(verdict.pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined) // stopped meanwhile
    }
  }

  return {
    start: () => {
      if (running !== undefined) return
      returnRenewal = client.leaveRenewalToMe()
      running = run()
    },
    async stop() {
      stopping.abort()
      await running
      returnRenewal()
      if (!ownsSession || !client.isSignedIn()) return
      // Best effort: Five9 may be gone, and the session then ends by itself.
      await client.stopSession('supervisor').catch(() => undefined)
    },
    on(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    hold: () => socket?.hold(),
    release: () => socket?.release(),
  }
}
