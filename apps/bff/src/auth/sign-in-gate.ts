import type { AttemptLimit } from '@wallboard/relay/rest/errors'
import type { Limiter } from '../http/limiter.ts'
import { createMutex } from './mutex.ts'

/** One attempt to sign in. */
export interface Attempt {
  readonly account: string
  /** The client's IPv4 address or IPv6 /64. */
  readonly network: string
  /** The id of a browser with which this account has signed in before; undefined for any other. */
  readonly device: string | undefined
}

/** Five9's verdict on the password; `unknown` without a request or without an answer. */
export type PasswordVerdict = 'right' | 'wrong' | 'unknown'

/** Which limit refuses a sign-in. */
export type SignInLimit = Exclude<AttemptLimit, 'pairing-codes' | 'code-guesses'>

export type Gated<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly limit: SignInLimit; readonly retryAfterMs: number }

/** A limiter for each limit; `queue` is the one that the gate counts itself. */
export type SignInLimiters = Readonly<Record<Exclude<SignInLimit, 'queue'>, Limiter>>

/**
 * Limits wrong passwords before the request to Five9, so that nobody can guess one or lock another person's Five9 account.
 * Each attempt belongs to one of three classes, and uses only the points of its class:
 *
 * - a browser in which the account has signed in before (`device`);
 * - a network from which it has, while the server runs;
 * - strangers, limited by account, by network and in total.
 *
 * A point is used before the request to Five9, and given back unless the password was wrong. One attempt of an account runs
 * at a time; three of each class wait, known browsers before all others.
 */
export interface SignInGate {
  readonly attempt: <T>(
    attempt: Attempt,
    ask: () => Promise<T>,
    verdictOf: (value: T) => PasswordVerdict,
  ) => Promise<Gated<T>>
}

const maxWaiting = 3
/** The typical duration of the attempt ahead. */
const queueRetryMs = 5_000
/** How many pairs of account and network are remembered. */
const maxFamiliar = 10_000

/** Remembers the pairs of account and network that have signed in; the oldest are dropped. */
function createFamiliarNetworks() {
  const pairs = new Set<string>()
  const pairKey = ({ account, network }: Attempt) => JSON.stringify([account, network])
  return {
    key: pairKey,
    has: (attempt: Attempt) => pairs.has(pairKey(attempt)),
    add(attempt: Attempt) {
      pairs.delete(pairKey(attempt))
      pairs.add(pairKey(attempt))
      for (const oldest of pairs) {
        if (pairs.size <= maxFamiliar) return
        pairs.delete(oldest)
      }
    },
  }
}

export function createSignInGate({ limiters }: { readonly limiters: SignInLimiters }): SignInGate {
  const mutex = createMutex(maxWaiting)
  const familiar = createFamiliarNetworks()

  /** The limits of an attempt's class, each with the key that it counts by. */
  function limitsFor(attempt: Attempt): readonly (readonly [keyof SignInLimiters, string])[] {
    const { account, network, device } = attempt
    if (device !== undefined) return [['browser', device]]
    if (familiar.has(attempt))
      return [
        ['account-here', familiar.key(attempt)],
        ['network', network],
      ]
    return [
      ['account', account],
      ['network', network],
      ['all', ''],
    ]
  }

  /** Takes a point of every limit, or of none. The value gives them back. */
  async function takePoints(attempt: Attempt): Promise<Gated<() => Promise<void>>> {
    const limits = limitsFor(attempt)
    const waits = await Promise.all(
      limits.map(async ([limit, key]) => ({ limit, retryAfterMs: await limiters[limit].waitMs(key) })),
    )
    const longest = waits.sort((a, b) => b.retryAfterMs - a.retryAfterMs)[0]
    if (longest !== undefined && longest.retryAfterMs > 0) return { ok: false, ...longest }
    const taken: (() => Promise<void>)[] = []
    const giveBack = async () => {
      await Promise.all(taken.map((giveBackOne) => giveBackOne()))
    }
    for (const [limit, key] of limits) {
      const point = await limiters[limit].take(key)
      if (!point.ok) {
        // A concurrent attempt has taken the last point in the meantime.
        await giveBack()
        return { ok: false, limit, retryAfterMs: point.retryAfterMs }
      }
      taken.push(point.giveBack)
    }
    return { ok: true, value: giveBack }
  }

  return {
    async attempt(attempt, ask, verdictOf) {
      const points = await takePoints(attempt)
      if (!points.ok) return points
      const turn = mutex.take(attempt.account, attempt.device !== undefined)
      if (turn === undefined) {
        await points.value()
        return { ok: false, limit: 'queue', retryAfterMs: queueRetryMs }
      }
      const endTurn = await turn
      try {
        const value = await ask()
        const verdict = verdictOf(value)
        if (verdict !== 'wrong') await points.value()
        if (verdict === 'right') familiar.add(attempt)
        return { ok: true, value }
      } catch (error) {
        await points.value()
        throw error
      } finally {
        endTurn()
      }
    },
  }
}
