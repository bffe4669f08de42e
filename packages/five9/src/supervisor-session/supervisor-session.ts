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

/** The status of a supervisor session. `ended`: it does not retry, and a person has to act. */
export interface SessionStatus {
  readonly state: 'connecting' | 'up' | 'down' | 'migrating' | 'ended'
  /** Why the session is not up. */
  readonly reason: Five9Error | null
  /** When it retries (epoch milliseconds), when known. */
  readonly retryAtMs?: number
}

export type SessionNotice =
  | { readonly type: 'status'; readonly status: SessionStatus }
  /** `receivedAt` is an instant of the monotonic clock. */
  | { readonly type: 'event'; readonly event: Five9Event; readonly receivedAt: number }
  | { readonly type: 'frame-refused'; readonly reason: string }
  /**
   * Increments were or may have been lost: the rows of every data source are unconfirmed until its next full
   * statistics. Sent on each new connection, before the increment that does not continue the chain, and after full
   * statistics that are outdated already.
   */
  | { readonly type: 'chain-broken'; readonly reason: ChainBreak }

/** A supervisor session that keeps itself up: it reconnects, detects silence and follows migrations. */
export interface SupervisorSession {
  readonly start: () => void
  /**
   * Closes the socket and ends the session at Five9 if this client started it, unless `leavesSession`: another program
   * uses the session now.
   */
  readonly stop: (options?: { readonly leavesSession?: boolean }) => Promise<void>
  readonly on: (listener: (notice: SessionNotice) => unknown) => () => void
  /**
   * Stops reading until `resumeReading` or a new connection, for a listener that cannot use data yet: reading many
   * frames together costs much less than one at a time. Limit it to some tenths of a second, because pongs wait too.
   */
  readonly pauseReading: () => void
  /** Resumes reading. Listeners receive the waiting frames before the next `setImmediate` callback. */
  readonly resumeReading: () => void
  /** A listener could not use the last full statistics: they are requested again, with growing pauses. */
  readonly askAgain: () => void
  /** Asks Five9 whether the login is still valid, and ends the connection when it is not. */
  readonly checkLogin: () => void
}

export interface SupervisorSessionOptions {
  readonly client: Five9Client
  /** Prefix of the socket's key; each connection gets a fresh one. */
  readonly socketKey: string
  /** Takes over a running session, once: at the first start. */
  readonly force?: boolean
  /**
   * The first sign-in of this session has the policy `ForceIn`: it invalidates the tokens of every other program of this
   * user, such as one that cannot be reached and still runs.
   */
  readonly endsOtherLogins?: boolean
  /** True when the client has already started the session: `stop` then ends it. */
  readonly ownsSession?: boolean
  /**
   * Called when another program has signed in as this user: false ends the session instead of signing in again, which
   * would end the session of the other program. Called before `endsOtherLogins` has its effect, too.
   */
  readonly mayReturn?: () => boolean
  /** Requests full statistics after this many milliseconds without statistics. */
  readonly probeAfterMs?: number
  /** Reconnects when a request is unanswered for this many milliseconds. */
  readonly probeTimeoutMs?: number
  /** Requests full statistics when the last ones are older than this, also while increments arrive. */
  readonly verifyEveryMs?: number
  /** The pause between two pings of the socket. */
  readonly pingEveryMs?: number
  /** A socket without a byte for this long is dead: longer than the pause between two pings and their answer. */
  readonly deadAfterMs?: number
  /** Milliseconds of a monotonic clock: measures silence and pauses, and dates received events. */
  readonly monotonic?: () => number
  /** Epoch milliseconds, for `retryAtMs`. */
  readonly now?: () => number
  readonly random?: () => number
  /** Receives what listeners throw. */
  readonly onListenerError?: (error: unknown) => void
}

export function createSupervisorSession(options: SupervisorSessionOptions): SupervisorSession {
  const {
    client,
    probeAfterMs = 10_000,
    probeTimeoutMs = 10_000,
    verifyEveryMs = 60_000,
    monotonic = systemMonotonic,
    now = Date.now,
    random = Math.random,
  } = options
  const mayReturn = options.mayReturn ?? (() => true)
  const listeners = new Set<(notice: SessionNotice) => unknown>()
  const stopping = new AbortController()
  const owner = createSessionOwner({
    client,
    force: options.force ?? false,
    endsOtherLogins: () => options.endsOtherLogins === true && mayReturn(),
    ownsSession: options.ownsSession ?? false,
  })
  let connections = 0
  let open: OpenConnection | undefined
  let running: Promise<void> | undefined
  let resumeAutoRenewal: () => void = () => undefined

  const notify = (notice: SessionNotice) => {
    for (const listener of listeners) callSafely(() => listener(notice), options.onListenerError)
  }
  const report = (state: SessionStatus['state'], reason: Five9Error | null = null, retryAtMs?: number) => {
    const status = { state, reason, ...(retryAtMs === undefined ? {} : { retryAtMs }) }
    notify({ type: 'status', status })
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
        verifyEveryMs,
        pingEveryMs: options.pingEveryMs,
        deadAfterMs: options.deadAfterMs,
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
          notify({ type: 'chain-broken', reason })
        },
        onEvent: (event) => {
          if (event.context.eventId === EventId.SERVER_MAINTENANCE_SWITCHOVER_RELOGIN_FORCED)
            owner.adoptHost(event.payLoad)
          notify({ type: 'event', event, receivedAt: monotonic() })
        },
        onRefusedFrame: (reason) => {
          notify({ type: 'frame-refused', reason })
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
      const decision = nextAttempt(state, {
        ...{ ...ended, startedAt, endedAt: monotonic(), random: random(), mayReturn: mayReturn() },
      })
      if (decision.kind === 'end') {
        report('ended', decision.reason)
        return
      }
      state = decision.state
      report(decision.status, decision.reason, now() + decision.pauseMs)
      await delay(decision.pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined) // stopped meanwhile
    }
  }

  return {
    start: () => {
      if (running !== undefined) return
      resumeAutoRenewal = client.suspendAutoRenewal()
      running = run()
    },
    async stop({ leavesSession = false } = {}) {
      stopping.abort()
      await running
      resumeAutoRenewal()
      if (!leavesSession) await owner.release()
    },
    on(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    pauseReading: () => open?.socket.pauseReading(),
    resumeReading: () => open?.socket.resumeReading(),
    askAgain: () => open?.refreshFailed(),
    checkLogin: () => open?.checkLogin(),
  }
}
