import type { Stream } from './stream.ts'

/** When Five9's socket is read, and when it is left alone. */
export interface Reading {
  /** Something was read. */
  readonly came: () => void
  /** A view was flushed; the fastest of them is flushed again in so many milliseconds, not before. */
  readonly flushed: (ms: number) => void
  /** A flush is due: reads what has waited. */
  readonly readOn: () => void
}

/**
 * Reads what a busy Five9 sends when a flush can take it along, and not before: twenty frames together cost the server
 * much less than twenty times one, for which it would wake up, and nobody sees a figure later. Busy is one of which a
 * flush took several frames along: where each finds a flush of its own, there is nothing to gather.
 */
export function createReading(stream: Pick<Stream, 'hold' | 'release'>): Reading {
  let framesSinceFlush = 0
  let resting: NodeJS.Timeout | undefined

  function readOn(): void {
    if (resting === undefined) return
    clearTimeout(resting)
    resting = undefined
    stream.release()
  }

  return {
    readOn,
    came() {
      framesSinceFlush += 1
    },
    flushed(ms) {
      const isBusy = framesSinceFlush > 1
      // The same frames do not count again for a slower view, which is flushed with what the fast one has had.
      framesSinceFlush = 0
      if (!isBusy || resting !== undefined) return
      stream.hold()
      resting = setTimeout(readOn, ms)
    },
  }
}
