import { createMemoryLimiter } from '../auth/memory-limiter.ts'
import { createRedisLimiter } from '../auth/redis-limiter.ts'
import type { SignInLimiters } from '../auth/sign-in-gate.ts'
import type { Redis } from '../cluster/redis.ts'
import type { Limiter } from '../http/limiter.ts'

const minuteMs = 60_000

/** All rate limits of the server. */
export interface Limiters {
  /** Changes of one user: a script in an endless loop must not keep the server busy. */
  readonly changeLimit: Limiter
  readonly limits: {
    /** Pairing codes that one network may request. */
    readonly pairingCodes: Limiter
    /** Wrong pairing codes that one user may type: the chance of a guess stays below one in a billion. */
    readonly codeGuesses: Limiter
  }
  readonly signIn: SignInLimiters
}

/**
 * @param now monotonic milliseconds
 * @param shared counts on all nodes together; undefined for a server with one node
 */
export function createLimiters(
  now: () => number,
  shared?: { readonly redis: Pick<Redis, 'script' | 'run'>; readonly key: Uint8Array },
): Limiters {
  const limiter = (name: string, points: number, windowMs: number) => {
    const ofThisNode = createMemoryLimiter({ points, windowMs, now })
    return shared === undefined
      ? ofThisNode
      : createRedisLimiter({ ...shared, name, points, windowMs, insurance: ofThisNode })
  }
  return {
    changeLimit: limiter('changes', 120, minuteMs),
    limits: {
      pairingCodes: limiter('pairing-codes', 20, minuteMs),
      codeGuesses: limiter('code-guesses', 5, 10 * minuteMs),
    },
    signIn: {
      browser: limiter('browser', 5, 5 * minuteMs),
      'account-here': limiter('account-here', 3, 5 * minuteMs),
      account: limiter('account', 3, 5 * minuteMs),
      network: limiter('network', 30, minuteMs),
      all: limiter('all', 100, 5 * minuteMs),
    },
  }
}
