/**
 * Runs work in its order, spread over turns of the event loop, so that timers and other sockets are served in between.
 * Resolves or rejects as the work does.
 */
export type TurnQueue = <T>(work: () => T | Promise<T>) => Promise<T>

/** Work that handles its own errors. A turn waits for the promise, which does not reject. */
export type TurnWork = () => Promise<unknown> | undefined

/** Two ways into one queue. */
export interface Turns {
  readonly inTurn: TurnQueue
  /** The same without a promise of the result: in a storm most work ends at once, and nothing is created for it. */
  readonly start: (work: TurnWork) => void
}

/**
 * Each turn starts work until `budgetMs` have passed, and at least one piece: a block of the event loop is no longer
 * than the budget and the longest piece. Work that waits for more than its turn (a timer, a socket) does not delay the
 * work behind it.
 *
 * @param now monotonic milliseconds
 */
export function createTurns({
  budgetMs,
  now,
}: {
  readonly budgetMs: number
  readonly now: () => number
}): Turns {
  const waiting: TurnWork[] = []
  let isScheduled = false

  function schedule(): void {
    isScheduled = true
    setImmediate(() => void runTurn())
  }

  async function runTurn(): Promise<void> {
    const endsAt = now() + budgetMs
    let over: Promise<unknown> | undefined
    do {
      const work = waiting.shift()
      if (work === undefined) {
        isScheduled = false
        return
      }
      const unfinished = work()
      if (unfinished === undefined) continue
      over ??= new Promise((resolve) => {
        setImmediate(resolve, 'over')
      })
      if ((await Promise.race([unfinished, over])) === 'over') break
    } while (now() < endsAt)
    schedule()
  }

  function start(work: TurnWork): void {
    waiting.push(work)
    if (!isScheduled) schedule()
  }

  function inTurn<T>(work: () => T | Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      start(() => {
        try {
          const result = work()
          resolve(result)
          return result instanceof Promise ? result.then(ended, ended) : undefined
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)))
          return undefined
        }
      })
    })
  }

  return { inTurn, start }
}

export const createTurnQueue = (options: Parameters<typeof createTurns>[0]): TurnQueue =>
  createTurns(options).inTurn

/** What a promise of work has become: nothing, also when it was rejected. */
export const ended = (): undefined => undefined
