import type { Stream } from './stream.ts'

/** When Five9's socket is read, and when it is left alone. */
export interface Reading {
  /** Something was read. */
  readonly came: () => void
  /** A view was flushed, and with what came last the fastest is flushed again in so many milliseconds, not before. */
  readonly flushed: (ms: number) => void
  /** A flush is due: reads what has waited. */
  readonly readOn: () => void
}

/**
 * Reads what a busy Five9 sends when a flush can take it along, and not before: twenty frames together cost the server
 * much less than twenty times one, for which it would wake up, and nobody sees a figure later.
 */
export function createReading(stream: Pick<Stream, 'hold' | 'release'>, now: () => number): Reading {
  let cameAt = -Infinity
  let isFlushed = true
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
      cameAt = now()
      isFlushed = false
    },
    flushed(ms) {
      // A slow view that is flushed with what the fast one has had for long is no reason to keep the next from that.
      const restMs = isFlushed ? cameAt + ms - now() : ms
      isFlushed = true
      if (resting !== undefined || restMs <= 0) return
      stream.hold()
      resting = setTimeout(readOn, restMs)
    },
  }
}
