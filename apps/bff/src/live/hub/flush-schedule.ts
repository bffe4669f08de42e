/** When a view is flushed. */
export interface FlushSchedule {
  /** Changes are pending: flushes when all that waits to be read is read, or as soon as the pace allows it. */
  readonly request: () => void
  /** Milliseconds until the next flush may begin; when it may begin now, until the one after it. */
  readonly untilNextMs: () => number
  /** The next flush begins then at the earliest; −Infinity before the first one. */
  readonly nextAt: () => number
  /** Cancels a requested flush. */
  readonly cancel: () => void
}

/**
 * A flush may be late by this part of the pace, because there was more to read: the next one is not later for that. In one
 * turn of the event loop two megabytes are read from a socket.
 */
const maxLateness = 0.4

/** Flushes the first change at once, and then once per `paceMs`. */
export function createFlushSchedule(deps: {
  readonly paceMs: number
  /** Monotonic milliseconds. */
  readonly now: () => number
  /** An instant of the grid that flushes keep to, or −Infinity; default: they keep to that of the first one. */
  readonly grid?: (() => number) | undefined
  /**
   * A flush that waited for the pace is due. The listener resumes reading; the flush follows what is then read in that turn,
   * and what runs at the end of the turn.
   */
  readonly onDue: () => void
  readonly flush: () => void
  /** `onDue` or `flush` threw. An error of one view must not end the process or delay another view. */
  readonly onFailed: (error: unknown) => void
}): FlushSchedule {
  const { paceMs, now, grid = () => -Infinity } = deps
  /** The next flush begins at this time at the earliest. */
  let nextAt = -Infinity
  let timer: NodeJS.Timeout | undefined
  let immediate: NodeJS.Immediate | undefined
  let isRequestedAgain = false

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

  /** On the grid of others the pause may once be half as long, and then has the length of the pace again. */
  function nextAfter(flushedAt: number): number {
    const instant = grid()
    if (instant === -Infinity) return flushedAt + paceMs
    return instant + Math.ceil((flushedAt + paceMs / 2 - instant) / paceMs) * paceMs
  }

  const isLate = (): boolean => now() - nextAt >= paceMs * maxLateness

  function flushNow(): void {
    cancel()
    nextAt = nextAfter(isLate() ? now() : nextAt)
    deps.flush()
  }

  /** Flushes at the end of the first turn in which nothing more is read: alerts are sent with the flush of their figures. */
  const turnEnded = guarded(() => {
    if (isRequestedAgain && !isLate()) flushAfterTurn()
    else flushNow()
  })

  function flushAfterTurn(): void {
    isRequestedAgain = false
    immediate = setImmediate(turnEnded)
  }

  const due = guarded(() => {
    timer = undefined
    flushAfterTurn()
    deps.onDue()
  })

  return {
    request() {
      isRequestedAgain = true
      if (immediate !== undefined || timer !== undefined) return
      const waitMs = nextAt - now()
      if (waitMs > 0) timer = setTimeout(due, waitMs)
      else flushAfterTurn()
    },
    nextAt: () => nextAt,
    untilNextMs: () => (nextAt > now() ? nextAt - now() : paceMs),
    cancel,
  }
}
