/**
 * Runs work in its order, spread over turns of the event loop, so that timers and other sockets are served in between.
 * Resolves or rejects as the work does.
 */
export type TurnQueue = <T>(work: () => T | Promise<T>) => Promise<T>

/**
 * Each turn starts work until `budgetMs` have passed, and at least one piece: a block of the event loop is no longer
 * than the budget and the longest piece. Work that waits for more than its turn (a timer, a socket) does not delay the
 * work behind it.
 *
 * @param now monotonic milliseconds
 */
export function createTurnQueue({
  budgetMs,
  now,
}: {
  readonly budgetMs: number
  readonly now: () => number
}): TurnQueue {
  const waiting: (() => Promise<'done'>)[] = []
  let isScheduled = false

  function schedule(): void {
    isScheduled = true
    setImmediate(() => void runTurn())
  }

  async function runTurn(): Promise<void> {
    const endsAt = now() + budgetMs
    const over = new Promise<'over'>((resolve) => {
      setImmediate(resolve, 'over')
    })
    let result: 'done' | 'over'
    do {
      const work = waiting.shift()
      if (work === undefined) {
        isScheduled = false
        return
      }
      result = await Promise.race([work(), over])
    } while (result !== 'over' && now() < endsAt)
    schedule()
  }

  return (work) =>
    new Promise((resolve) => {
      waiting.push(async () => {
        const result = (async () => work())()
        resolve(result)
        await result.catch(() => undefined) // the caller handles it
        return 'done'
      })
      if (!isScheduled) schedule()
    })
}
