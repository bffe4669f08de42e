/** When a view is flushed. */
export interface FlushSchedule {
  /** Changes are pending: flushes at the end of this turn of the event loop, or as soon as the pace allows it. */
  readonly request: () => void
  /** Cancels a requested flush. */
  readonly cancel: () => void
}

/** Milliseconds until a view may be flushed again; 0 or less when it may be flushed now. */
const untilNextFlushMs = (lastFlushAt: number, paceMs: number, now: number): number =>
  lastFlushAt + paceMs - now

/** Flushes the first change at once, and then at most once per `paceMs`. */
export function createFlushSchedule(deps: {
  readonly paceMs: number
  /** Monotonic milliseconds. */
  readonly now: () => number
  /**
   * A flush that waited for the pace is due. What it causes to be read before the end of the turn, and what happens at the
   * end of the turn, is before the flush.
   */
  readonly onDue: () => void
  readonly flush: () => void
  /** `onDue` or `flush` threw. An error of one view must not end the process or delay another view. */
  readonly onFailed: (error: unknown) => void
}): FlushSchedule {
  const { paceMs, now } = deps
  let lastFlushAt = -Infinity
  let timer: NodeJS.Timeout | undefined
  let immediate: NodeJS.Immediate | undefined

  function cancel(): void {
    clearTimeout(timer)
    timer = undefined
    clearImmediate(immediate)
    immediate = undefined
  }

  function guarded(run: () => void): () => void {
    return () => {
      try {
        run()
      } catch (error) {
        cancel()
        deps.onFailed(error)
      }
    }
  }

  const flushNow = guarded(() => {
    cancel()
    lastFlushAt = now()
    deps.flush()
  })

  const flushDue = guarded(() => {
    timer = undefined
    deps.onDue()
    // What is read now is evaluated at the end of this turn: alerts are sent with the flush of their figures.
    immediate ??= setImmediate(() => {
      immediate = setImmediate(flushNow)
    })
  })

  return {
    request() {
      const waitMs = untilNextFlushMs(lastFlushAt, paceMs, now())
      if (waitMs <= 0) immediate ??= setImmediate(flushNow)
      else timer ??= setTimeout(flushDue, waitMs)
    },
    cancel,
  }
}
