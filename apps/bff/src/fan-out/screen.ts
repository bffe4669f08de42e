import { CloseCode } from '@wallboard/relay'
import type { ScreenMeter, SnapshotReason } from './meter.ts'
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
  readonly sendSnapshot: (reason: SnapshotReason) => void
  /** The screen asks for a snapshot: it waits while the connection does not drain. */
  readonly snapshotWanted: () => void
  readonly acknowledged: (seq: number) => void
  /** Closes a screen that has lagged for too long; called every second. */
  readonly checkLag: () => void
  /** For how long the oldest send that is not acknowledged has been owed; 0 while nothing is. */
  readonly owedMs: () => number
  /** It would be sent no changes now. */
  readonly isLagging: () => boolean
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
  readonly meter: ScreenMeter
}): Screen {
  const { subscriber, view, now, meter } = deps
  /** What was sent and is not acknowledged, oldest first; short, since a lagging screen is sent nothing. */
  let owed: readonly { readonly seq: number; readonly sentAt: number }[] = []
  let needsSnapshot = false

  function send(what: 'changes' | SnapshotReason, frame: Buffer, seq: number): void {
    subscriber.send(frame)
    meter.sent(what)
    owed = [...owed, { seq, sentAt: now() }]
  }

  const owesLongerThan = (ms: number) => owed[0] !== undefined && now() - owed[0].sentAt > ms
  const isClogged = () => subscriber.bufferedBytes() > maxBufferedBytes
  const isLagging = () => needsSnapshot || owesLongerThan(lagMs) || isClogged()

  function sendSnapshot(reason: SnapshotReason): void {
    const { seq, frame } = view.snapshot()
    needsSnapshot = false
    send(reason, frame, seq)
  }

  return {
    sendSnapshot,
    snapshotWanted() {
      if (isClogged()) needsSnapshot = true
      else sendSnapshot('asked')
    },
    flushed({ frame, seq, isSnapshot }) {
      if (!isLagging()) {
        send(isSnapshot === true ? 'names' : 'changes', frame, seq)
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
      if (needsSnapshot && owed.length === 0 && !isClogged()) sendSnapshot('lagged')
    },
    checkLag() {
      if (owesLongerThan(giveUpMs)) subscriber.close(CloseCode.TooSlow, 'too slow')
    },
    owedMs: () => (owed[0] === undefined ? 0 : now() - owed[0].sentAt),
    isLagging,
  }
}
