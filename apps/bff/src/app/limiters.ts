import { createMemoryLimiter } from '../auth/memory-limiter.ts'
import type { SignInLimiters } from '../auth/sign-in-gate.ts'
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

/** @param now monotonic milliseconds */
export function createLimiters(now: () => number): Limiters {
  const limiter = (points: number, windowMs: number) => createMemoryLimiter({ points, windowMs, now })
  return {
    changeLimit: limiter(120, minuteMs),
    limits: { pairingCodes: limiter(20, minuteMs), codeGuesses: limiter(5, 10 * minuteMs) },
    signIn: {
      browser: limiter(5, 5 * minuteMs),
      'account-here': limiter(3, 5 * minuteMs),
      account: limiter(3, 5 * minuteMs),
      network: limiter(30, minuteMs),
      all: limiter(100, 5 * minuteMs),
    },
  }
}
