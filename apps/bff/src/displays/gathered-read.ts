interface Waiting<Value> {
  readonly key: string
  readonly resolve: (value: Value | undefined) => void
  readonly reject: (error: unknown) => void
}

/**
 * Reads values by key, and gathers the keys that are requested in one turn of the event loop: after a restart all displays
 * authenticate at once, and a statement for each of them costs more than everything else that they need.
 * @param maxKeys of one read; further keys are read in the next turn
 * @param readAll values by key; a key without a value is left out
 */
export function createGatheredRead<Value>(
  maxKeys: number,
  readAll: (keys: readonly string[]) => Promise<ReadonlyMap<unknown, Value | undefined>>,
): (key: string) => Promise<Value | undefined> {
  let waiting: Waiting<Value>[] = []
  let isScheduled = false

  async function readBatch(batch: readonly Waiting<Value>[]): Promise<void> {
    try {
      const found = await readAll([...new Set(batch.map(({ key }) => key))])
      for (const { key, resolve } of batch) resolve(found.get(key))
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
  }

  function runTurn(): void {
    const batch = waiting.slice(0, maxKeys)
    waiting = waiting.slice(maxKeys)
    isScheduled = waiting.length > 0
    if (isScheduled) setImmediate(runTurn)
    void readBatch(batch)
  }

  return (key) =>
    new Promise((resolve, reject) => {
      waiting.push({ key, resolve, reject })
      if (isScheduled) return
      isScheduled = true
      setImmediate(runTurn)
    })
}
