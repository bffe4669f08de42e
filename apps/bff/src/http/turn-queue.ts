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
  const waiting: (() => Promise<unknown> | undefined)[] = []
  let isScheduled = false

  function schedule(): void {
    isScheduled = true
    setImmediate(() => void runTurn())
  }

  async function runTurn(): Promise<void> {
    const endsAt = now() + budgetMs
    let over: Promise<unknown> | undefined
    do {
      const start = waiting.shift()
      if (start === undefined) {
        isScheduled = false
        return
      }
      const unfinished = start()
      if (unfinished === undefined) continue
      over ??= new Promise((resolve) => {
        setImmediate(resolve, 'over')
      })
      if ((await Promise.race([unfinished, over])) === 'over') break
    } while (now() < endsAt)
    schedule()
  }

  return <T>(work: () => T | Promise<T>) =>
    new Promise<T>((resolve, reject) => {
      waiting.push(() => {
        try {
          const result = work()
          resolve(result)
          // Most work ends at once: in a storm nothing more is created for it.
          return result instanceof Promise ? result.then(ended, ended) : undefined
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)))
          return undefined
        }
      })
      if (!isScheduled) schedule()
    })
}

const ended = (): undefined => undefined
