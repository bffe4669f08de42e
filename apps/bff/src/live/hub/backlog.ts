import type { Frame } from './frame.ts'

/** An encoded flush and the span of the stream that it covers. */
export interface Flush {
  /** The position before it. */
  readonly prev: number
  readonly seq: number
  /** When it was sent, in milliseconds of the monotonic clock. */
  readonly at: number
  readonly frame: Frame
  /** The frame is a snapshot: names have changed. */
  readonly isSnapshot?: true
  /** A heartbeat follows in the same frame. */
  readonly hasHeartbeat?: true
}

/** The latest flushes of a view, for clients that resume. */
export interface Backlog {
  readonly add: (flush: Flush) => void
  /**
   * The flushes that bring a client from `seq` to `flushedSeq`, the position of the latest flush; undefined when some of
   * them are no longer held.
   */
  readonly since: (seq: number, flushedSeq: number) => readonly Flush[] | undefined
  readonly clear: () => void
}

/** At four flushes a second, 16 seconds. */
const maxFlushes = 64

export function createBacklog(): Backlog {
  let flushes: Flush[] = []
  return {
    add(flush) {
      flushes.push(flush)
      if (flushes.length > maxFlushes) flushes.shift()
    },
    since(seq, flushedSeq) {
      const missed = flushes.filter((flush) => flush.seq > seq)
      const reaches = missed[0] === undefined ? seq >= flushedSeq : missed[0].prev <= seq
      return reaches ? missed : undefined
    },
    clear() {
      flushes = []
    },
  }
}
