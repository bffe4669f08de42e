/** Writes text and calls back once. It neither blocks nor throws. */
export interface LogSink {
  readonly write: (text: string, done: (error: Error | undefined) => void) => void
}

/** Receives log lines. Lines that cannot be written are dropped and counted. */
export interface LogDestination {
  /** Writes a line, which ends with a line feed. */
  readonly write: (line: string) => void
  /** Lines dropped since the start. */
  readonly droppedLines: () => number
  /** Resolves when every line is written or dropped, at the latest after `withinMs` milliseconds. */
  readonly flush: (withinMs: number) => Promise<void>
}

const retryAfterMs = 5_000

/**
 * Buffers lines while a write is pending. Lines beyond the limit of the buffer, and lines whose write failed, are
 * dropped; as soon as a write succeeds again, a line reports how many.
 */
export function createLogDestination(deps: {
  readonly sink: LogSink
  /** The line that reports dropped lines, with its line feed. */
  readonly droppedLine: (count: number) => string
  readonly maxBufferedCharacters?: number
}): LogDestination {
  const { sink, droppedLine, maxBufferedCharacters = 1_000_000 } = deps
  let waiting: string[] = []
  let waitingCharacters = 0
  let isWriting = false
  let dropped = 0
  let unreported = 0
  let retry: NodeJS.Timeout | undefined
  const idle = new Set<() => void>()

  function drop(lines: number): void {
    dropped += lines
    unreported += lines
  }

  function resolveIdle(): void {
    for (const resolve of idle) resolve()
    idle.clear()
  }

  function writeWaiting(): void {
    if (isWriting) return
    const lines = waiting
    const reporting = unreported
    if (lines.length === 0 && reporting === 0) {
      resolveIdle()
      return
    }
    waiting = []
    waitingCharacters = 0
    unreported = 0
    isWriting = true
    sink.write((reporting === 0 ? '' : droppedLine(reporting)) + lines.join(''), (error) => {
      isWriting = false
      if (error === undefined) {
        writeWaiting()
        return
      }
      unreported += reporting
      drop(lines.length)
      if (waiting.length > 0) writeWaiting()
      else resolveIdle()
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
