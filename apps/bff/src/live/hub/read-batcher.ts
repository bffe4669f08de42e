import type { FlowControl } from '../../upstream/stream.ts'

/** Decides when Five9's socket is read. */
export interface ReadBatcher {
  /** The stream has emitted changes. */
  readonly frameReceived: () => void
  /** A view was flushed. The next flush of any view is in `untilNextMs` at the earliest. */
  readonly flushed: (untilNextMs: number) => void
  /** A flush is due, or the hub closes: reads the waiting frames. */
  readonly resume: () => void
}

/**
 * Pauses reading between the flushes of a busy stream: reading twenty frames together costs much less than waking up
 * twenty times, and no client is sent data later, since it would have waited for the same flush here. A stream is busy
 * when a flush carried several frames; when each frame gets a flush of its own, there is nothing to gather.
 */
export function createReadBatcher(flowControl: FlowControl): ReadBatcher {
  let framesSinceFlush = 0
  let pauseTimer: NodeJS.Timeout | undefined

  function resume(): void {
    if (pauseTimer === undefined) return
    clearTimeout(pauseTimer)
    pauseTimer = undefined
    flowControl.resumeReading()
  }

  return {
    resume,
    frameReceived() {
      framesSinceFlush += 1
    },
    flushed(untilNextMs) {
      const isBusy = framesSinceFlush > 1
      // A slower view that is flushed next must not count the same frames again.
      framesSinceFlush = 0
      if (!isBusy || pauseTimer !== undefined) return
      flowControl.pauseReading()
      pauseTimer = setTimeout(resume, untilNextMs)
    },
  }
}
