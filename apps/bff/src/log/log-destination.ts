/** Writes text somewhere and calls back once; it neither blocks nor throws. */
export interface LogSink {
  readonly write: (text: string, done: (error: Error | undefined) => void) => void
}

/** Where log lines go: what cannot be written is dropped and counted. */
export interface LogDestination {
  /** Takes a line that ends with a line feed. */
  readonly write: (line: string) => void
  /** Lines dropped since the start. */
  readonly droppedLines: () => number
  /** Resolves when every line is written or dropped, or after a time. */
  readonly flush: (withinMs: number) => Promise<void>
}

const retryAfterMs = 5_000

/**
 * Keeps lines in a bounded buffer while an earlier write is under way. Lines beyond the bound, and lines whose write
 * failed, are dropped; as soon as writing works again, a line tells how many.
 */
export function createLogDestination(deps: {
  readonly sink: LogSink
  /** The line that tells of dropped lines, with its line feed. */
  readonly droppedLine: (count: number) => string
  readonly maxBufferedCharacters?: number
}): LogDestination {
  const { sink, droppedLine, maxBufferedCharacters = 1_000_000 } = deps
  let waiting: string[] = []
  let waitingCharacters = 0
  let isWriting = false
  let dropped = 0
  let untold = 0
  let retry: NodeJS.Timeout | undefined
  const idle = new Set<() => void>()

  function drop(lines: number): void {
    dropped += lines
    untold += lines
  }

  function settled(): void {
    for (const resolve of idle) resolve()
    idle.clear()
  }

  function writeWaiting(): void {
    if (isWriting) return
    const lines = waiting
    const telling = untold
    if (lines.length === 0 && telling === 0) {
      settled()
      return
    }
    waiting = []
    waitingCharacters = 0
    untold = 0
    isWriting = true
    sink.write((telling === 0 ? '' : droppedLine(telling)) + lines.join(''), (error) => {
      isWriting = false
      if (error === undefined) {
        writeWaiting()
        return
      }
      untold += telling
      drop(lines.length)
      if (waiting.length > 0) writeWaiting()
      else settled()
      retry ??= setTimeout(() => {
        retry = undefined
        writeWaiting()
      }, retryAfterMs).unref()
    })
  }

  return {
    write(line) {
      if (waitingCharacters + line.length > maxBufferedCharacters) {
        drop(1)
        return
      }
      waiting.push(line)
      waitingCharacters += line.length
      writeWaiting()
    },
    droppedLines: () => dropped,
    flush: (withinMs) =>
      new Promise((resolve) => {
        if (!isWriting) {
          resolve()
          return
        }
        const timer = setTimeout(resolve, withinMs)
        idle.add(() => {
          clearTimeout(timer)
          resolve()
        })
      }),
  }
}
