/** Something that Five9 says when it is asked, and says that it changed. */
export interface Reread {
  /** Reads it once for all the reasons that come up within the delay. */
  readonly soon: (delayMs?: number) => void
  readonly stop: () => void
}

/** Read at most this often, however many reasons there are. */
const readEveryMs = 1_000

/** Keeps a copy of something up to date. What was read in an order other than asked is passed over. */
export function createReread<T>(deps: {
  readonly what: string
  readonly read: () => Promise<T>
  readonly changed: (value: T) => void
  /** Whether a read that failed with this error may succeed later; a new connection reads anyway. */
  readonly isWorthRepeating: (error: unknown) => boolean
  readonly readAgainMs: number
  readonly log: (event: string, detail: Readonly<Record<string, unknown>>) => void
}): Reread {
  let waiting: NodeJS.Timeout | undefined
  let reads = 0
  let isStopped = false
  let held: string | undefined

  function soon(delayMs = readEveryMs): void {
    if (isStopped || (waiting !== undefined && delayMs > 0)) return
    clearTimeout(waiting)
    waiting = setTimeout(() => {
      waiting = undefined
      void readNow() // never rejects
    }, delayMs)
  }

  async function readNow(): Promise<void> {
    reads += 1
    const read = reads
    try {
      const value = await deps.read()
      if (read !== reads) return // a later read is on its way, or was quicker
      const text = JSON.stringify(value)
      const isSame = text === held
      held = text
      if (!isSame && !isStopped) deps.changed(value)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      deps.log(`${deps.what} unread`, { reason })
      if (deps.isWorthRepeating(error)) soon(deps.readAgainMs)
    }
  }

  return {
    soon,
    stop() {
      isStopped = true
      clearTimeout(waiting)
    },
  }
}
