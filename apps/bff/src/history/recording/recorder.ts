import type { Clocks } from '@wallboard/relay'
import type { Stream } from '../../upstream/stream.ts'
import { recordFeed, type FeedOwner, type RecordedFeed } from './recorded-feed.ts'
import { createRecorderContext } from './recorder-context.ts'
import type { WriterMessage, WriterReport } from './writer-message.ts'

/** The thread that writes. */
export interface WriterPort {
  readonly post: (message: WriterMessage) => void
  readonly onReport: (listener: (report: WriterReport) => void) => void
  /** Ends the thread. What it has not reported as written is lost. */
  readonly end: () => Promise<void>
}

/** Posts what feeds emit to the writing thread. It never waits for that thread. */
export interface Recorder {
  readonly started: (feed: string, stream: Stream) => void
  readonly stopped: (feed: string) => void
  /** Reads the clock and what is confirmed: call it once a second. */
  readonly tick: () => void
  readonly health: () => RecorderHealth
  /** Writes what is recorded, and gives up if that takes too long. */
  readonly close: () => Promise<void>
}

export interface RecorderHealth {
  /** When a flush was last written, epoch milliseconds. */
  readonly writtenAt: number | undefined
  /** Why the last flush was not written. */
  readonly failure: string | undefined
  /** The writing thread is too slow: changes are dropped and become a gap. */
  readonly isShedding: boolean
}

const flushEveryMs = 10_000
const retainEveryMs = 3_600_000
const closeWithinMs = 3_000
const dayMs = 86_400_000

export function createRecorder(deps: {
  readonly port: WriterPort
  readonly clocks: Clocks
  readonly ownerOf: (feed: string) => FeedOwner | undefined
  readonly retention: { readonly days: number; readonly maxBytes: number }
  readonly log: (event: string, detail: Readonly<Record<string, unknown>>) => void
}): Recorder {
  const { port } = deps
  const context = createRecorderContext(deps.clocks, port.post)
  const feeds = new Map<string, RecordedFeed>()
  let flushedAt = context.last()
  let retainedAt = 0
  let writtenAt: number | undefined
  let failure: string | undefined
  let closed: (() => void) | undefined

  function flush(at: number): void {
    if (at - flushedAt < flushEveryMs) return
    flushedAt = at
    port.post({ type: 'flush', at })
  }

  function retain(at: number): void {
    if (at - retainedAt < retainEveryMs) return
    retainedAt = at
    const { days, maxBytes } = deps.retention
    port.post({ type: 'retain', at: at - days * dayMs, personalAt: at - dayMs, maxBytes })
  }

  port.onReport((report) => {
    switch (report.type) {
      case 'handled':
        context.handled(report.characters)
        return
      case 'written':
        writtenAt = report.at
        if (failure !== undefined) deps.log('history is written again', {})
        failure = undefined
        return
      case 'failed':
        if (failure === undefined)
          deps.log('history cannot be written; free some space or repair DATA_DIR', { reason: report.reason })
        failure = report.reason
        return
      case 'closed':
        closed?.()
    }
  })

  return {
    started(key, stream) {
      feeds.set(key, recordFeed({ key, stream, context, owner: () => deps.ownerOf(key) }))
    },
    stopped(key) {
      feeds.get(key)?.stop(context.now().at)
      feeds.delete(key)
    },
    tick() {
      const before = context.last()
      const { at, hasSteppedForward } = context.now()
      for (const feed of feeds.values()) feed.tick(at, hasSteppedForward ? before : undefined)
      flush(at)
      retain(at)
    },
    health: () => ({ writtenAt, failure, isShedding: context.isShedding() }),
    async close() {
      const { at } = context.now()
      for (const feed of feeds.values()) feed.stop(at)
      feeds.clear()
      const written = new Promise<void>((resolve) => {
        closed = resolve
        setTimeout(resolve, closeWithinMs).unref()
      })
      port.post({ type: 'close', at })
      await written
      await port.end()
    },
  }
}
