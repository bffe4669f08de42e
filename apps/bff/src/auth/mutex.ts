/** One turn at a time for each key; others wait, a few of each class, those of the first class first. */
export interface Mutex {
  /** Resolves when it is this caller's turn, with what ends it. Undefined when too many of its class wait already. */
  readonly take: (key: string, isFirstClass: boolean) => Promise<() => void> | undefined
}

interface Waiting {
  readonly isFirstClass: boolean
  readonly begin: () => void
}

/** @param mostWaiting callers of one class that may wait for one key */
export function createTurns(mostWaiting: number): Mutex {
  /** Who waits for a key whose turn is taken. */
  const taken = new Map<string, Waiting[]>()

  function end(key: string): void {
    const waiting = taken.get(key) ?? []
    const next = waiting.find(({ isFirstClass }) => isFirstClass) ?? waiting[0]
    if (next === undefined) {
      taken.delete(key)
      return
    }
    waiting.splice(waiting.indexOf(next), 1)
    next.begin()
  }

  function turnOf(key: string): () => void {
    let isOver = false
    return () => {
      if (isOver) return
      isOver = true
      end(key)
    }
  }

  return {
    take(key, isFirstClass) {
      const waiting = taken.get(key)
      if (waiting === undefined) {
        taken.set(key, [])
        return Promise.resolve(turnOf(key))
      }
      if (waiting.filter((each) => each.isFirstClass === isFirstClass).length >= mostWaiting) return undefined
      return new Promise((resolve) => {
        waiting.push({
          isFirstClass,
          begin: () => {
            resolve(turnOf(key))
          },
        })
      })
    },
  }
}
