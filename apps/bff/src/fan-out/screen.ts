import { CloseCode } from '@wallboard/relay'
import type { Flush, View } from './view.ts'

/** A connection as the hub sees it. */
export interface Subscriber {
  readonly send: (frame: Buffer) => void
  /** Bytes accepted but not yet on the wire. */
  readonly bufferedBytes: () => number
  readonly close: (code: number, reason: string) => void
}

/** One screen of a view, and how far it has painted. */
export interface Screen {
  readonly flushed: (flush: Flush) => void
  readonly sendSnapshot: () => void
  readonly acknowledged: (seq: number) => void
  /** Closes a screen that has lagged for too long; called every second. */
  readonly checkLag: () => void
}

const lagMs = 3_000
const giveUpMs = 30_000
const maxBufferedBytes = 256 * 1024

/**
 * A screen that does not acknowledge gets no more changes: nothing queues for it, here or in the kernel. When it
 * acknowledges again it gets one snapshot.
 */
export function createScreen(deps: {
  readonly subscriber: Subscriber
  readonly view: View
  readonly now: () => number
}): Screen {
  const { subscriber, view, now } = deps
  let sentSeq = 0
  /** Since when something sent is unacknowledged. */
  let owesSince: number | undefined
  let needsSnapshot = false

  function send(frame: Buffer, seq: number): void {
    subscriber.send(frame)
    sentSeq = seq
    owesSince ??= now()
  }

  const isLagging = () =>
    (owesSince !== undefined && now() - owesSince > lagMs) || subscriber.bufferedBytes() > maxBufferedBytes

  function sendSnapshot(): void {
    const { seq, frame } = view.snapshot()
    needsSnapshot = false
    send(frame, seq)
  }

  return {
    sendSnapshot,
    flushed({ frame, seq }) {
      if (needsSnapshot || isLagging()) needsSnapshot = true
      else send(frame, seq)
    },
    acknowledged(seq) {
      owesSince = seq >= sentSeq ? undefined : now()
      if (needsSnapshot) sendSnapshot()
    },
    checkLag() {
      if (owesSince !== undefined && now() - owesSince > giveUpMs)
        subscriber.close(CloseCode.TooSlow, 'too slow')
    },
  }
}
