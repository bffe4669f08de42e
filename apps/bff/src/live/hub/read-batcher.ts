import type { Stream } from '../../upstream/stream.ts'

/** When Five9's socket is read, and when it is left alone. */
export interface ReadBatcher {
  /** Something was read. */
  readonly frameReceived: () => void
  /** A view was flushed; the fastest of them is flushed again in so many milliseconds, not before. */
  readonly flushed: (ms: number) => void
  /** A flush is due: reads what has waited. */
  readonly resume: () => void
}

/**
 * Reads what a busy Five9 sends when a flush can take it along, and not before: twenty frames together cost the server
 * much less than twenty times one, for which it would wake up, and nobody sees a figure later. Busy is one of which a
 * flush took several frames along: where each finds a flush of its own, there is nothing to gather.
 */
export function createReadBatcher(stream: Pick<Stream, 'pauseReading' | 'resumeReading'>): ReadBatcher {
  let framesSinceFlush = 0
  let pauseTimer: NodeJS.Timeout | undefined

  function resume(): void {
    if (pauseTimer === undefined) return
    clearTimeout(pauseTimer)
    pauseTimer = undefined
    stream.resumeReading()
  }

  return {
    resume,
    frameReceived() {
      framesSinceFlush += 1
    },
    flushed(ms) {
      const isBusy = framesSinceFlush > 1
      // The same frames do not count again for a slower view, which is flushed with what the fast one has had.
      framesSinceFlush = 0
      if (!isBusy || pauseTimer !== undefined) return
      stream.pauseReading()
      pauseTimer = setTimeout(resume, ms)
    },
  }
}
