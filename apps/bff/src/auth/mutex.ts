/** Runs one holder of a key at a time. Others wait; those with priority go first. */
export interface Mutex {
  /** Resolves with the function that ends the turn. Undefined when too many callers of the same priority wait. */
  readonly take: (key: string, hasPriority: boolean) => Promise<() => void> | undefined
}

interface Waiter {
  readonly hasPriority: boolean
  readonly begin: () => void
}

/** @param maxWaiting callers with, and as many without priority, that may wait for one key */
export function createMutex(maxWaiting: number): Mutex {
  /** The waiters of each key that is taken. */
  const taken = new Map<string, Waiter[]>()

  function end(key: string): void {
    const waiters = taken.get(key) ?? []
    const next = waiters.find(({ hasPriority }) => hasPriority) ?? waiters[0]
    if (next === undefined) {
      taken.delete(key)
      return
    }
    waiters.splice(waiters.indexOf(next), 1)
    next.begin()
  }

  function createTurn(key: string): () => void {
    let isOver = false
    return () => {
      if (isOver) return
      isOver = true
      end(key)
    }
  }

  return {
    take(key, hasPriority) {
      const waiters = taken.get(key)
      if (waiters === undefined) {
        taken.set(key, [])
        return Promise.resolve(createTurn(key))
      }
      if (waiters.filter((waiter) => waiter.hasPriority === hasPriority).length >= maxWaiting)
        return undefined
      return new Promise((resolve) => {
        waiters.push({
          hasPriority,
          begin: () => {
            resolve(createTurn(key))
          },
        })
      })
    },
  }
}
