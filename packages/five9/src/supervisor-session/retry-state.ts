/**
 * Decides the next attempt of a supervisor session after each end of an attempt. Pure: the driver in `supervisor-
 * session.ts` passes in what happened and when, and performs the decision.
 */
import { ConnectionLost, NotSignedIn, RateLimited, type Five9Error } from '../errors.ts'
import { backOffMs } from './back-off.ts'

/** How an attempt starts: with the present token, with that token at the domain's new host, or with a sign-in. */
export type ConnectStrategy = 'resume' | 'move' | 'sign-in'

export interface SessionState {
  readonly strategy: ConnectStrategy
  /** Consecutive attempts that did not stay up. */
  readonly failures: number
  /** Consecutive attempts whose socket did not open. */
  readonly failedOpens: number
  /** When Five9 rejected our token; old instants are dropped. */
  readonly revokedTokens: readonly number[]
}

export function initialSessionState(strategy: ConnectStrategy): SessionState {
  return { strategy, failures: 0, failedOpens: 0, revokedTokens: [] }
}

/** A rate limit states when to retry, which is followed up to ten minutes. A restart needs some seconds. */
function serverRequestedDelayMs(reason: Five9Error): number {
  return reason instanceof RateLimited
    ? Math.min(600_000, reason.waitMs)
    : isRestart(reason)
      ? restartPauseMs
      : 0
}

/** Five9 closed the socket because its service restarts: an immediate attempt would fail. */
const isRestart = (reason: Five9Error): boolean =>
  reason instanceof ConnectionLost && reason.closeCode === serviceRestartClose
const serviceRestartClose = 1012
const restartPauseMs = 5_000

/** The end of one attempt. Instants are milliseconds of a monotonic clock; `random` is uniform in [0, 1). */
export interface AttemptEnd {
  readonly reason: Five9Error
  /** The socket opened. */
  readonly wasUp: boolean
  readonly startedAt: number
  readonly endedAt: number
  readonly random: number
  /** False: a program that ended this session keeps it. */
  readonly mayReturn?: boolean
}

export type RetryDecision =
  | { readonly kind: 'end'; readonly reason: Five9Error }
  | {
      readonly kind: 'retry'
      readonly status: 'down' | 'migrating'
      readonly reason: Five9Error
      readonly pauseMs: number
      readonly state: SessionState
    }

/** A connection that lasted this long was good: the back-off starts again. */
const stableMs = 15_000
/**
 * Every nth attempt that opens no socket signs in again and so finds the present host of the domain: the host of the
 * token may no longer exist.
 */
const signInEvery = 3
/** This many dead tokens within the window mean that another program signs in as this user. */
const maxEvictions = 3
const evictionWindowMs = 10 * 60_000
/** Another program uses this user: an early attempt would end its session again. */
const backOffAfterConflictMs = 5 * 60_000
/** Another socket took this key: less frequent and less severe than a dead token. */
const duplicateConnectionMs = 60_000
/** Five9 reported by event or reply that the domain has moved. */
const hasMoved = (reason: Five9Error): boolean => reason.code === 'migrated' || reason.code === 'session-lost'

export function nextAttempt(state: SessionState, end: AttemptEnd): RetryDecision {
  const { reason, wasUp, startedAt, endedAt, random } = end
  const before = endedAt - startedAt >= stableMs ? 0 : state.failures
  const failures = before + 1
  const failedOpens = wasUp ? 0 : state.failedOpens + 1
  const retry = (
    strategy: ConnectStrategy,
    overrides: Partial<{ pauseMs: number; status: 'migrating'; reason: Five9Error } & SessionState> = {},
  ): RetryDecision => ({
    kind: 'retry',
    status: overrides.status ?? 'down',
    reason: overrides.reason ?? reason,
    pauseMs: overrides.pauseMs ?? Math.max(backOffMs(failures - 1, random), serverRequestedDelayMs(reason)),
    state: {
      strategy,
      failures: overrides.failures ?? failures,
      failedOpens,
      revokedTokens: overrides.revokedTokens ?? state.revokedTokens,
    },
  })

  if (hasMoved(reason)) {
    const hasMoveFailed = state.strategy === 'move' && !wasUp
    return retry(hasMoveFailed ? 'sign-in' : 'move', { status: 'migrating' })
  }
  if (!reason.retryable) return { kind: 'end', reason }
  // A token that worked was ended by another program; one that never worked is not known to the node yet.
  if (reason instanceof NotSignedIn && (wasUp || state.strategy === 'resume')) {
    if (end.mayReturn === false)
      return {
        kind: 'end',
        reason: new ConnectionLost('evicted', 'another program has signed in as this Five9 user'),
      }
    const revokedTokens = [...state.revokedTokens.filter((at) => endedAt - at < evictionWindowMs), endedAt]
    if (revokedTokens.length < maxEvictions)
      return retry('sign-in', { pauseMs: 0, failures: before, revokedTokens })
    const eviction = new ConnectionLost('evicted', 'another program keeps signing in as this Five9 user')
    return retry('sign-in', {
      pauseMs: backOffAfterConflictMs,
      reason: eviction,
      revokedTokens: revokedTokens.slice(-maxEvictions),
    })
  }
  if (reason.code === 'duplicate-connection') return retry('resume', { pauseMs: duplicateConnectionMs })
  const needsSignIn = reason instanceof NotSignedIn || (state.strategy === 'move' && !wasUp)
  return retry(needsSignIn || (failedOpens > 0 && failedOpens % signInEvery === 0) ? 'sign-in' : 'resume')
}
