import { CloseCode } from '@wallboard/relay'
import type { FanOutMeter, FrameKind } from './meter.ts'
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
  /** The screen asks for a snapshot: it waits while the connection does not drain. */
  readonly snapshotWanted: () => void
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
  readonly meter: FanOutMeter
}): Screen {
  const { subscriber, view, now, meter } = deps
  /** What was sent and is not acknowledged, oldest first; short, since a lagging screen is sent nothing. */
  let owed: readonly { readonly seq: number; readonly sentAt: number }[] = []
  let needsSnapshot = false

  function send(kind: FrameKind, frame: Buffer, seq: number): void {
    subscriber.send(frame)
    meter.sent(kind)
    owed = [...owed, { seq, sentAt: now() }]
  }

  const owesLongerThan = (ms: number) => owed[0] !== undefined && now() - owed[0].sentAt > ms
  const isClogged = () => subscriber.bufferedBytes() > maxBufferedBytes

  function sendSnapshot(): void {
    const { seq, frame } = view.snapshot()
    needsSnapshot = false
    send('snapshot', frame, seq)
  }

  return {
    sendSnapshot,
    snapshotWanted() {
      if (isClogged()) needsSnapshot = true
      else sendSnapshot()
    },
    flushed({ frame, seq }) {
      if (!needsSnapshot && !owesLongerThan(lagMs) && !isClogged()) {
        send('changes', frame, seq)
        return
      }
      needsSnapshot = true
      meter.withheld()
    },
    // A late acknowledgement only pays for what it names: one that is always 20 s behind is still 20 s behind.
    acknowledged(seq) {
      const latest = owed.findLast((sent) => sent.seq <= seq)
      if (latest !== undefined) meter.acknowledged(now() - latest.sentAt)
      owed = owed.filter((sent) => sent.seq > seq)
      if (needsSnapshot && owed.length === 0 && !isClogged()) sendSnapshot()
    },
    checkLag() {
      if (owesLongerThan(giveUpMs)) subscriber.close(CloseCode.TooSlow, 'too slow')
    },
  }
}
