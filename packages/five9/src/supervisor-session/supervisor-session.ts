import { setTimeout as delay } from 'node:timers/promises'
import type { Five9Client } from '../client.ts'
import { asFive9Error, ConnectionLost, type Five9Error } from '../errors.ts'
import { EventId, type Five9Event } from '../events/index.ts'
import { callSafely } from '../call-safely.ts'
import { systemMonotonic } from '../monotonic.ts'
import { runConnection, type OpenConnection } from './connection.ts'
import { createSessionOwner } from './session-owner.ts'
import { nextAttempt, initialSessionState, type ConnectStrategy } from './retry-state.ts'
import type { ChainBreak } from './liveness-state.ts'

/** How a live session stands. `ended` means that it will not try again: a person has to act. */
export interface SessionStatus {
  readonly state: 'connecting' | 'up' | 'down' | 'migrating' | 'ended'
  /** Why it is not up. */
  readonly reason: Five9Error | null
  /** When it tries again, epoch milliseconds, where that is known. */
  readonly retryAtMs?: number
}

export type SessionNotice =
  | { readonly type: 'condition'; readonly condition: SessionStatus }
  /** `receivedAt` is of the monotonic clock. */
  | { readonly type: 'event'; readonly event: Five9Event; readonly receivedAt: number }
  | { readonly type: 'frame-refused'; readonly reason: string }
  /**
   * Increments were or may have been lost: what is held of every data source is unconfirmed until full statistics of it
   * come. Told on each new connection, before the increment that does not continue the chain, and after full statistics
   * that are old already.
   */
  | { readonly type: 'chain-broken'; readonly reason: ChainBreak }

/** A supervisor session that stays up by itself: it reconnects, probes silence and follows migrations. */
export interface SupervisorSession {
  readonly start: () => void
  /** Closes the socket, and ends the Five9 session if this client started it. */
  readonly stop: () => Promise<void>
  readonly on: (listener: (notice: SessionNotice) => unknown) => () => void
  /**
   * Leaves unread what Five9 sends, until `release` or another connection. For a listener that could do nothing with it
   * yet: many frames read together cost much less than each by itself. Not for longer than some tenths of a second,
   * since pongs wait too.
   */
  readonly pauseReading: () => void
  /** Reads on; listeners are told of what has waited before `setImmediate` calls back. */
  readonly resumeReading: () => void
  /** Full statistics that came were of no use to a listener: they are asked for again, with growing pauses. */
  readonly askAgain: () => void
}

export interface SupervisorSessionOptions {
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
  /** Milliseconds of a clock that never steps: measures silence and pauses, and dates what is received. */
  readonly monotonic?: () => number
  /** Epoch milliseconds, to tell when it tries again. */
  readonly now?: () => number
  readonly random?: () => number
  /** Told of listeners that throw. */
  readonly onListenerError?: (error: unknown) => void
}

export function createSupervisorSession(options: SupervisorSessionOptions): SupervisorSession {
  const {
    client,
    probeAfterMs = 10_000,
    probeTimeoutMs = 10_000,
    monotonic = systemMonotonic,
    now = Date.now,
    random = Math.random,
  } = options
  const listeners = new Set<(notice: SessionNotice) => unknown>()
  const stopping = new AbortController()
  const owner = createSessionOwner({
    client,
    force: options.force ?? false,
    ownsSession: options.ownsSession ?? false,
  })
  let connections = 0
  let open: OpenConnection | undefined
  let running: Promise<void> | undefined
  let resumeAutoRenewal: () => void = () => undefined

  const tell = (notice: SessionNotice) => {
    for (const listener of listeners) callSafely(() => listener(notice), options.onListenerError)
  }
  const report = (state: SessionStatus['state'], reason: Five9Error | null = null, retryAtMs?: number) => {
    const condition = { state, reason, ...(retryAtMs === undefined ? {} : { retryAtMs }) }
    tell({ type: 'condition', condition })
  }
  const isStopped = () => stopping.signal.aborted

  async function attempt(strategy: ConnectStrategy): Promise<{ reason: Five9Error; wasUp: boolean }> {
    let wasUp = false
    try {
      await owner.establish(strategy)
      if (isStopped())
        return { reason: new ConnectionLost('stopped', 'this program stopped the session'), wasUp }
      connections += 1
      const reason = await runConnection({
        client,
        key: `${options.socketKey}-${now()}-${connections}_super`,
        probeAfterMs,
        probeTimeoutMs,
        monotonic,
        stopping: stopping.signal,
        onOpen: (connection) => {
          open = connection
        },
        onUp: () => {
          wasUp = true
          report('up')
        },
        onMoving: () => {
          report('migrating')
        },
        onChainBroken: (reason) => {
          tell({ type: 'chain-broken', reason })
        },
        onEvent: (event) => {
          if (event.context.eventId === EventId.SERVER_MAINTENANCE_SWITCHOVER_RELOGIN_FORCED)
            owner.adoptHost(event.payLoad)
          tell({ type: 'event', event, receivedAt: monotonic() })
        },
        onRefusedFrame: (reason) => {
          tell({ type: 'frame-refused', reason })
        },
      })
      return { reason, wasUp }
    } catch (error) {
      return { reason: asFive9Error(error), wasUp }
    } finally {
      open = undefined
    }
  }

  async function run(): Promise<void> {
    for (let state = initialSessionState(client.isSignedIn() ? 'resume' : 'sign-in'); !isStopped();) {
      report('connecting')
      const startedAt = monotonic()
      const ended = await attempt(state.strategy)
      if (isStopped()) return
      const verdict = nextAttempt(state, { ...ended, startedAt, endedAt: monotonic(), random: random() })
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
      resumeAutoRenewal = client.suspendAutoRenewal()
      running = run()
    },
    async stop() {
      stopping.abort()
      await running
      resumeAutoRenewal()
      await owner.release()
    },
    on(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    pauseReading: () => open?.socket.pauseReading(),
    resumeReading: () => open?.socket.resumeReading(),
    askAgain: () => open?.refreshFailed(),
  }
}
