/** Flushes views one after the other, in slices of time between which timers and sockets are served. */
export interface FlushSlices<View> {
  /** Begins with the first slice. */
  readonly begin: (views: ReadonlySet<View>) => void
  /** Flushes at once what is left. */
  readonly finish: () => void
  readonly remove: (view: View) => void
  /** The views that are not flushed yet. */
  readonly left: () => ReadonlySet<View>
  /** Flushes no more. */
  readonly cancel: () => void
}

export function createFlushSlices<View>(deps: {
  /** After this time views are flushed in the next turn of the event loop, at least one in each. */
  readonly sliceMs: number
  /** Monotonic milliseconds. */
  readonly now: () => number
  /** Must not throw. */
  readonly flush: (view: View) => void
  /** All views were flushed. */
  readonly onEnd: () => void
}): FlushSlices<View> {
  const { sliceMs, now } = deps
  let left = new Set<View>()
  let next: NodeJS.Immediate | undefined

  function flushSlice(endsAt: number): void {
    next = undefined
    for (const view of left) {
      left.delete(view)
      deps.flush(view)
      if (left.size > 0 && now() >= endsAt) {
        next = setImmediate(() => {
          flushSlice(now() + sliceMs)
        })
        return
      }
    }
    deps.onEnd()
  }

  function cancel(): void {
    clearImmediate(next)
    next = undefined
  }

  return {
    begin(views) {
      left = new Set(views)
      flushSlice(now() + sliceMs)
    },
    finish() {
      if (next === undefined) return
      cancel()
      flushSlice(Infinity)
    },
    remove: (view) => left.delete(view),
    left: () => left,
    cancel,
  }
}
