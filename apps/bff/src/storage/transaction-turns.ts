import { settlesWithin } from '../promises/time-limit.ts'

/** Lets one transaction of this process run at a time. */
export interface TransactionTurns {
  /**
   * Resolves with the end of the turn, once the turns before it have ended; with undefined when that takes longer. Every
   * turn has to end, and ends once.
   */
  readonly take: (withinMs: number) => Promise<(() => void) | undefined>
}

/** Creates the turns, which are given in the order in which they are asked for. */
export function createTransactionTurns(): TransactionTurns {
  let last = Promise.resolve()
  return {
    async take(withinMs) {
      const before = last
      let end = () => {}
      const own = new Promise<void>((resolve) => (end = resolve))
      last = before.then(() => own)
      if (await settlesWithin(before, withinMs)) return end
      end() // the next one waits for those before only
      return undefined
    },
  }
}
