import type { AttemptLimit } from '@wallboard/relay/rest/errors'
import { createLimiter, type Limiter } from './limiter.ts'
import { createTurns } from './mutex.ts'

/** Who tries to sign in. */
export interface Attempt {
  readonly account: string
  /** The visitor's IPv4 address or IPv6 /64. */
  readonly network: string
  /** The id of a browser with which this account has signed in before; undefined for any other. */
  readonly device: string | undefined
}

/** What Five9 said of the password; `unsaid` when it was not asked or did not answer. */
export type PasswordVerdict = 'right' | 'wrong' | 'unsaid'

/** Which limit holds an attempt back. */
export type SignInLimit = Exclude<AttemptLimit, 'pairing-codes' | 'code-guesses'>

export type Gated<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly limit: SignInLimit; readonly retryAfterMs: number }

/**
 * Limits wrong passwords before Five9 is asked, so that nobody guesses one and nobody locks another person's Five9
 * account. Attempts belong to one of three classes, and use up only their own points:
 *
 * - a browser with which the account has signed in before (`device`);
 * - a network from which it has, while the server runs;
 * - strangers, by account, by network and in all.
 *
 * A point is used before Five9 is asked and comes back unless the password was wrong. One attempt of an account is
 * under way at a time; three of each kind wait, known browsers before all others.
 */
export interface SignInGate {
  readonly attempt: <T>(
    who: Attempt,
    ask: () => Promise<T>,
    verdictOf: (value: T) => PasswordVerdict,
  ) => Promise<Gated<T>>
}

const fiveMinutesMs = 300_000
const mostWaiting = 3
/** The time that an attempt ahead usually takes. */
const queueRetryMs = 5_000
/** Networks from which accounts have signed in: kept for as many pairs as this. */
const mostFamiliar = 10_000

export function createSignInGate(deps: { readonly now: () => number }): SignInGate {
  const limiter = (points: number, windowMs = fiveMinutesMs): Limiter =>
    createLimiter({ points, windowMs, now: deps.now })
  const byBrowser = limiter(5)
  const byFamiliar = limiter(3)
  const byAccount = limiter(3)
  const byNetwork = limiter(30, 60_000)
  const inAll = limiter(100)
  const turns = createTurns(mostWaiting)
  const familiar = new Set<string>()

  function remember(pair: string): void {
    familiar.delete(pair)
    familiar.add(pair)
    for (const oldest of familiar) {
      if (familiar.size <= mostFamiliar) return
      familiar.delete(oldest)
    }
  }

  function limitsOf({ account, network, device }: Attempt): readonly [SignInLimit, Limiter, string][] {
    if (device !== undefined) return [['browser', byBrowser, device]]
    const pair = JSON.stringify([account, network])
    const ofNetwork = ['network', byNetwork, network] as [SignInLimit, Limiter, string]
    if (familiar.has(pair)) return [['account-here', byFamiliar, pair], ofNetwork]
    return [['account', byAccount, account], ofNetwork, ['all', inAll, '']]
  }

  /** Takes a point of every limit, or of none. */
  function takePoints(who: Attempt): Gated<() => void> {
    const limits = limitsOf(who)
    const waits = limits.map(([limit, limiter, key]) => ({ limit, retryAfterMs: limiter.waitMs(key) }))
    const longest = waits.sort((a, b) => b.retryAfterMs - a.retryAfterMs)[0]
    if (longest !== undefined && longest.retryAfterMs > 0) return { ok: false, ...longest }
    const taken = limits.map(([, limiter, key]) => limiter.take(key))
    return {
      ok: true,
      value() {
        for (const point of taken) if (point.ok) point.giveBack()
      },
    }
  }

  return {
    async attempt(who, ask, verdictOf) {
      const points = takePoints(who)
      if (!points.ok) return points
      const turn = turns.take(who.account, who.device !== undefined)
      if (turn === undefined) {
        points.value()
        return { ok: false, limit: 'queue', retryAfterMs: queueRetryMs }
      }
      const endTurn = await turn
      try {
        const value = await ask()
        const verdict = verdictOf(value)
        if (verdict !== 'wrong') points.value()
        if (verdict === 'right') remember(JSON.stringify([who.account, who.network]))
        return { ok: true, value }
      } catch (error) {
        points.value()
        throw error
      } finally {
        endTurn()
      }
    },
  }
}
