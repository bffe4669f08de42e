import { CloseCode, type Link } from '@wallboard/relay'
import { confirmedUpTo } from './confirmed-link.ts'
import type { Frame } from './frame.ts'
import type { LinkFrames } from './link-frames.ts'
import type { ClientMeter, SnapshotReason } from './meter.ts'
import type { Flush, View } from './view.ts'

/** A connection as the hub sees it. */
export interface Subscriber {
  readonly send: (frame: Frame) => void
  /** Bytes accepted but not yet on the wire. */
  readonly bufferedBytes: () => number
  readonly close: (code: number, reason: string) => void
}

/** One screen of a view, and how far it has painted. */
export interface Client {
  readonly flushed: (flush: Flush) => void
  /**
   * Sends a snapshot, and the link after it.
   * @throws when the snapshot cannot be encoded
   */
  readonly sendSnapshot: (reason: SnapshotReason, isRequested?: boolean) => void
  /** The newest position that the client was sent. */
  readonly sentSeq: () => number
  /** The link to Five9 as sent to this client: it confirms no data that the client was not sent. */
  readonly link: () => Link
  /** False while the connection does not drain, or a requested snapshot is not acknowledged. */
  readonly isReadyForRequest: () => boolean
  /** Sends how the link to Five9 stands. */
  readonly tellLink: () => void
  /** Sends a heartbeat if one is due, however the screen stands; it is not acknowledged. Called twice a second. */
  readonly heartbeat: () => void
  /** The screen asks for a snapshot: it waits while the connection does not drain, or one that it asked for is owed. */
  readonly snapshotWanted: () => void
  /** The screen has painted what it was sent up to `seq`, and says so `paintedAgoMs` later, where it knows that. */
  readonly acknowledged: (seq: number, paintedAgoMs?: number) => void
  /**
   * Closes a screen that has lagged for too long, unless that is excused, and repairs one that no longer does; called
   * twice a second.
   */
  readonly checkLag: (isExcused?: boolean) => void
  /** For how long the oldest send that is not acknowledged has been owed; 0 while nothing is. */
  readonly ackLagMs: () => number
  /** It would be sent no changes now. */
  readonly isLagging: () => boolean
}

/** What a screen has yet to acknowledge: the flush itself, which all screens of its view share. */
interface Sent {
  readonly seq: number
  readonly at: number
}

export const lagMs = 3_000
const closeAfterLagMs = 30_000
/** With a look twice a second: one at least every 1.4 s, where a screen expects one every 2.5 s. */
const beatAfterMs = 900
const maxBufferedBytes = 256 * 1024

/**
 * A screen that does not acknowledge gets no more changes: nothing queues for it, here or in the kernel. When it
 * acknowledges again it gets one snapshot.
 */
export function createClient(deps: {
  readonly subscriber: Subscriber
  readonly view: View
  readonly frames: LinkFrames
  readonly now: () => number
  readonly meter: ClientMeter
  /** The position that a screen has resumed from. */
  readonly resumedFrom?: number
}): Client {
  const { subscriber, view, frames, now, meter } = deps
  /** What was sent and is not acknowledged, oldest first; short, since a lagging screen is sent nothing. */
  let unacknowledged: Sent[] = []
  let needsSnapshot = false
  /** The newest position that it was sent. */
  let sentSeq = deps.resumedFrom ?? 0
  let askedSeq: number | undefined
  /** Since when the connection has not drained, whatever the screen acknowledges. */
  let cloggedSince: number | undefined
  /** The first messages after joining contain everything that a heartbeat does. */
  let heartbeatAt = now()
  /** The link when it was last sent all that there was. */
  let sentLink = view.link()

  /** A client that is sent no changes is sent no confirmation either: its figures are as old as they are. */
  function link(): Link {
    if (needsSnapshot) return confirmedUpTo(view.link(), sentLink)
    sentLink = view.link()
    return sentLink
  }

  function send(what: 'changes' | SnapshotReason, sent: Sent & { readonly frame: Frame }): void {
    sentSeq = Math.max(sentSeq, sent.seq)
    subscriber.send(sent.frame)
    meter.sent(what)
    unacknowledged.push(sent)
  }

  const hasUnackedFor = (ms: number) => unacknowledged[0] !== undefined && now() - unacknowledged[0].at > ms
  const isClogged = () => subscriber.bufferedBytes() > maxBufferedBytes
  const isLagging = () => needsSnapshot || hasUnackedFor(lagMs) || isClogged()

  function tellLink(): void {
    subscriber.send(frames.link(link()))
  }

  function sendSnapshot(reason: SnapshotReason, isRequested = false): void {
    const { seq, frame } = view.snapshot()
    needsSnapshot = false
    if (isRequested) askedSeq = seq
    send(reason, { seq, frame, at: now() })
    // The cached snapshot may be older than the link and the clock: this is how they stand now. A frame of its own,
    // so that a thousand screens that join hold the same snapshot and not a copy each.
    tellLink()
  }

  function resendSnapshotIfReady(): void {
    if (needsSnapshot && unacknowledged.length === 0 && !isClogged()) sendSnapshot('lagged')
  }

  return {
    sendSnapshot,
    link,
    sentSeq: () => sentSeq,
    isReadyForRequest: () => !isClogged() && askedSeq === undefined,
    tellLink,
    heartbeat() {
      if (now() - heartbeatAt < beatAfterMs) return
      heartbeatAt = now()
      subscriber.send(frames.heartbeat(link()))
    },
    snapshotWanted() {
      if (isClogged() || askedSeq !== undefined) needsSnapshot = true
      else sendSnapshot('requested', true)
    },
    flushed(flush) {
      if (!isLagging()) {
        send(flush.isSnapshot === true ? 'names' : 'changes', flush)
        sentLink = view.link()
        if (flush.hasHeartbeat === true) heartbeatAt = flush.at
        return
      }
      needsSnapshot = true
      meter.skipped()
    },
    // A late acknowledgement only pays for what it names: one that is always 20 s behind is still 20 s behind.
    acknowledged(seq, paintedAgoMs) {
      if (seq > sentSeq) {
        subscriber.close(CloseCode.BadMessage, 'acknowledges what it was not sent')
        return
      }
      if (askedSeq !== undefined && seq >= askedSeq) askedSeq = undefined
      const latest = unacknowledged.findLastIndex((sent) => sent.seq <= seq)
      const paid = unacknowledged[latest]
      if (paid !== undefined && paintedAgoMs !== undefined) meter.acknowledged(now() - paid.at - paintedAgoMs)
      unacknowledged = unacknowledged.slice(latest + 1)
      resendSnapshotIfReady()
    },
    checkLag(isExcused = false) {
      cloggedSince = isClogged() ? (cloggedSince ?? now()) : undefined
      const isStuck = cloggedSince !== undefined && now() - cloggedSince > closeAfterLagMs
      if (!isExcused && (isStuck || hasUnackedFor(closeAfterLagMs)))
        subscriber.close(CloseCode.TooSlow, 'too slow')
      else resendSnapshotIfReady()
    },
    ackLagMs: () => (unacknowledged[0] === undefined ? 0 : now() - unacknowledged[0].at),
    isLagging,
  }
}
