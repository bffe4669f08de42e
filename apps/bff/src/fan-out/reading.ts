import type { Stream } from './stream.ts'

/** When Five9's socket is read, and when it is left alone. */
export interface Reading {
  /** Views were just flushed, and none is flushed again for so many milliseconds: until then nothing is read. */
  readonly restFor: (ms: number) => void
  /** A flush is due: reads what has waited. */
  readonly readOn: () => void
}

/**
 * Reads what a busy Five9 sends when a flush can take it along, and not before: twenty frames together cost the server
 * much less than twenty times one, for which it would wake up, and nobody sees a figure later.
 */
export function createReading(stream: Pick<Stream, 'hold' | 'release'>): Reading {
  let resting: NodeJS.Timeout | undefined

  function readOn(): void {
    if (resting === undefined) return
    clearTimeout(resting)
    resting = undefined
    stream.release()
  }

  return {
    readOn,
    restFor(ms) {
      if (resting !== undefined) return
      stream.hold()
      resting = setTimeout(readOn, ms)
    },
  }
}
