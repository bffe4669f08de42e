/**
 * What a live session does after each end of an attempt. Pure: the driver in
 * `live-session.ts` tells it what happened and when, and performs what it answers.
 */
import { ConnectionLost, NotSignedIn, RateLimited, type Five9Error } from '../errors.ts'
import { backOffMs } from './back-off.ts'

/** How an attempt begins: with the token that there is, with that token at the domain's new host, or with a sign-in. */
export type ConnectStrategy = 'resume' | 'move' | 'sign-in'

export interface SessionState {
  readonly strategy: ConnectStrategy
  /** Attempts in a row that did not stay up. */
  readonly failures: number
  /** Attempts in a row whose socket did not even open. */
  readonly failedOpens: number
  /** When Five9 last said that it does not know our token; old ones are dropped. */
  readonly revokedTokens: readonly number[]
}

export function initialSessionState(strategy: ConnectStrategy): SessionState {
  return { strategy, failures: 0, failedOpens: 0, revokedTokens: [] }
}

/** A rate limit says itself when to come back, and is believed up to ten minutes; a restart needs some seconds. */
function serverRequestedDelayMs(reason: Five9Error): number {
  return reason instanceof RateLimited
    ? Math.min(600_000, reason.waitMs)
    : isRestart(reason)
      ? restartPauseMs
      : 0
}

/** Five9 closed the socket because its service restarts: coming back at once would meet the restart. */
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
}

export type RetryDecision =
  | { readonly kind: 'end'; readonly reason: Five9Error }
  | {
      readonly kind: 'retry'
      readonly condition: 'down' | 'migrating'
      readonly reason: Five9Error
      readonly pauseMs: number
      readonly state: SessionState
    }

/** A connection that lived this long was a good one: the back-off starts afresh. */
const stableMs = 15_000
/** Every so many attempts that open no socket, a sign-in asks anew where the domain is: the host of the token may be gone for good. */
const signInEvery = 3
/** So many dead tokens in this time mean that another program keeps signing this user in. */
const maxEvictions = 3
const evictionWindowMs = 10 * 60_000
/** Another program wants this user: coming back soon would be a fight. */
const backOffAfterConflictMs = 5 * 60_000
/** Another socket took this key: rarer and milder than a lost token. */
const duplicateConnectionMs = 60_000
/** Five9 says that this domain is elsewhere: by an event, or in answer to a request. */
const hasMoved = (reason: Five9Error): boolean => reason.code === 'migrated' || reason.code === 'session-lost'

export function nextAttempt(state: SessionState, end: AttemptEnd): RetryDecision {
  const { reason, wasUp, startedAt, endedAt, random } = end
  const before = endedAt - startedAt >= stableMs ? 0 : state.failures
  const failures = before + 1
  const failedOpens = wasUp ? 0 : state.failedOpens + 1
  const retry = (
    strategy: ConnectStrategy,
    given: Partial<{ pauseMs: number; condition: 'migrating'; reason: Five9Error } & SessionState> = {},
  ): RetryDecision => ({
    kind: 'retry',
    condition: given.condition ?? 'down',
    reason: given.reason ?? reason,
    pauseMs: given.pauseMs ?? Math.max(backOffMs(failures - 1, random), serverRequestedDelayMs(reason)),
    state: {
      strategy,
      failures: given.failures ?? failures,
      failedOpens,
      revokedTokens: given.revokedTokens ?? state.revokedTokens,
    },
  })

  if (hasMoved(reason)) {
    const wasInVain = state.strategy === 'move' && !wasUp
    return retry(wasInVain ? 'sign-in' : 'move', { condition: 'migrating' })
  }
  if (!reason.retryable) return { kind: 'end', reason }
  // A token that worked and is dead was ended by somebody; one that never worked is merely not known yet.
  if (reason instanceof NotSignedIn && (wasUp || state.strategy === 'resume')) {
    const revokedTokens = [...state.revokedTokens.filter((at) => endedAt - at < evictionWindowMs), endedAt]
    if (revokedTokens.length < maxEvictions)
      return retry('sign-in', { pauseMs: 0, failures: before, revokedTokens })
    const fight = new ConnectionLost('evicted', 'another program keeps signing in as this Five9 user')
    return retry('sign-in', {
      pauseMs: backOffAfterConflictMs,
      reason: fight,
      revokedTokens: revokedTokens.slice(-maxEvictions),
    })
  }
  if (reason.code === 'duplicate-connection') return retry('resume', { pauseMs: duplicateConnectionMs })
  const needsSignIn = reason instanceof NotSignedIn || (state.strategy === 'move' && !wasUp)
  return retry(needsSignIn || (failedOpens > 0 && failedOpens % signInEvery === 0) ? 'sign-in' : 'resume')
}
