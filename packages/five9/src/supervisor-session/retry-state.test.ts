import { describe, expect, it } from 'vitest'
import {
  ConnectionLost,
  CredentialsRefused,
  DomainMoved,
  DuplicateLogin,
  NotSignedIn,
  RateLimited,
  RequestRefused,
  SessionStuck,
  Unreachable,
  type Five9Error,
} from '../errors.ts'
import { nextAttempt, initialSessionState, type SessionState, type RetryDecision } from './retry-state.ts'

const minute = 60_000
const deadToken = new NotSignedIn({})
const unreachable = new Unreachable('no answer')
const moved = new ConnectionLost('migrated', 'moved')

function ended(
  reason: Five9Error,
  overrides: Partial<{ state: SessionState; wasUp: boolean; startedAt: number; endedAt: number }> = {},
): RetryDecision {
  const { state = initialSessionState('resume'), wasUp = true, startedAt = 0, endedAt = 1_000 } = overrides
  return nextAttempt(state, { reason, wasUp, startedAt, endedAt, random: 1 })
}

/** The verdicts on a row of ends, each a second after the last. */
function endedInTurn(
  ends: readonly { reason: Five9Error; wasUp: boolean }[],
  first = initialSessionState('resume'),
) {
  let state = first
  return ends.map((end, i) => {
    const at = i * 1_000
    const verdict = nextAttempt(state, { ...end, startedAt: at, endedAt: at, random: 1 })
    if (verdict.kind === 'retry') state = verdict.state
    return verdict
  })
}

describe(nextAttempt, () => {
  it.each<[string, Five9Error]>([
    ['refused credentials', new CredentialsRefused({})],
    ['a session held elsewhere', new DuplicateLogin({})],
    ['a notice to read', new SessionStuck('a notice')],
    ['a missing permission', new RequestRefused('no', { status: 403 })],
  ])('ends on %s, which need a person', (_case, reason) => {
    expect(ended(reason)).toEqual({ kind: 'end', reason })
  })

  it('continues with its token, and signs in at every third attempt that opens no socket', () => {
    const verdicts = endedInTurn(Array.from({ length: 6 }, () => ({ reason: unreachable, wasUp: false })))
    expect(verdicts).toMatchObject([
      { status: 'down', pauseMs: 1_000, state: { strategy: 'resume' } },
      { pauseMs: 2_000, state: { strategy: 'resume' } },
      { pauseMs: 4_000, state: { strategy: 'sign-in' } },
      { pauseMs: 8_000, state: { strategy: 'resume' } },
      { pauseMs: 16_000, state: { strategy: 'resume' } },
      { pauseMs: 30_000, state: { strategy: 'sign-in' } },
    ])
  })

  it('keeps its token each time an open socket is lost', () => {
    const verdicts = endedInTurn(Array.from({ length: 9 }, () => ({ reason: unreachable, wasUp: true })))
    for (const verdict of verdicts) expect(verdict).toMatchObject({ state: { strategy: 'resume' } })
  })

  it('restarts its back-off after a connection that lasted', () => {
    const state = { ...initialSessionState('resume'), failures: 9 }
    expect(ended(unreachable, { state, endedAt: minute })).toMatchObject({ pauseMs: 1_000 })
  })

  it('[row 6] signs in at once when a token that worked is dead', () => {
    const verdict = ended(deadToken, { wasUp: false })
    expect(verdict).toMatchObject({ pauseMs: 0, reason: deadToken, state: { strategy: 'sign-in' } })
  })

  it('waits for minutes, with the reason, while another program keeps signing in as the user', () => {
    const verdicts = endedInTurn(Array.from({ length: 4 }, () => ({ reason: deadToken, wasUp: true })))
    expect(verdicts).toMatchObject([
      { pauseMs: 0 },
      { pauseMs: 0 },
      { pauseMs: 5 * minute, reason: { code: 'evicted', retryable: true } },
      { pauseMs: 5 * minute, reason: { code: 'evicted' } },
    ])
  })

  it('leaves the session to the other program when it may not return', () => {
    const end = { reason: deadToken, wasUp: true, startedAt: 0, endedAt: 1_000, random: 1 }
    expect(nextAttempt(initialSessionState('resume'), { ...end, mayReturn: false })).toMatchObject({
      ...{ kind: 'end', reason: { code: 'evicted' } },
    })
  })

  it('does not count tokens that die hours apart as a conflict', () => {
    const state = { ...initialSessionState('resume'), revokedTokens: [0, 20 * minute] }
    expect(ended(deadToken, { state, endedAt: 40 * minute })).toMatchObject({
      pauseMs: 0,
      state: { revokedTokens: [40 * minute] },
    })
  })

  it('counts no eviction when a node never knew the new token', () => {
    const verdict = ended(deadToken, { state: initialSessionState('sign-in'), wasUp: false })
    expect(verdict).toMatchObject({ pauseMs: 1_000, state: { strategy: 'sign-in', revokedTokens: [] } })
  })

  it('retries when a rate limit says, after ten minutes at most', () => {
    const limited = (ms: number) => new RateLimited({ waitMs: ms, retryAtMs: 1_000 + ms }, { status: 429 })
    expect(ended(limited(90_000))).toMatchObject({ pauseMs: 90_000 })
    expect(ended(limited(7_200_000))).toMatchObject({ pauseMs: 600_000 })
  })

  it.each([moved, new DomainMoved('elsewhere', { status: 435, errorCode: 5001 })])(
    'follows a move that %s reports',
    (reason) => {
      expect(ended(reason)).toMatchObject({ status: 'migrating', state: { strategy: 'move' } })
    },
  )

  it.each([moved, unreachable, deadToken])('signs in when a move leads nowhere: %s', (reason) => {
    expect(ended(reason, { state: initialSessionState('move'), wasUp: false })).toMatchObject({
      state: { strategy: 'sign-in' },
    })
  })

  it('[row 3] waits a minute when another program uses its socket key', () => {
    expect(ended(new ConnectionLost('duplicate-connection', 'taken'))).toMatchObject({ pauseMs: minute })
  })

  it('[row 2] waits five seconds when Five9 restarts, and longer when attempts keep failing', () => {
    const restart = new ConnectionLost('socket-closed', 'Five9 closed the event socket (1012)', 1012)
    expect(ended(restart)).toMatchObject({ kind: 'retry', pauseMs: 5_000 })
    const failures = { ...initialSessionState('resume'), failures: 3 }
    expect(ended(restart, { state: failures })).toMatchObject({ pauseMs: 8_000 })
    expect(ended(new ConnectionLost('socket-closed', 'closed', 1001))).toMatchObject({ pauseMs: 1_000 })
  })
})
