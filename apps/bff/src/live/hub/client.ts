import { CloseCode, type Link } from '@wallboard/relay'
import { confirmedUpTo } from './confirmed-link.ts'
import type { Frame } from './frame.ts'
import type { LinkFrames } from './link-frames.ts'
import type { ClientMeter, SnapshotReason } from './meter.ts'
import type { Flush } from './backlog.ts'
import type { View } from './view.ts'

/** A connection as the hub sees it. */
export interface Subscriber {
  readonly send: (frame: Frame) => void
  /** Bytes accepted but not yet on the wire. */
  readonly bufferedBytes: () => number
  readonly close: (code: number, reason: string) => void
}

/** One client of a view: what it was sent, and what it has acknowledged. */
export interface Client {
  /** The view was flushed: sends the flush unless the client lags. */
  readonly flushed: (flush: Flush) => void
  /**
   * Sends a snapshot, and then the link.
   * @throws when the snapshot cannot be encoded
   */
  readonly sendSnapshot: (reason: SnapshotReason, isRequested?: boolean) => void
  /** The newest position that the client was sent. */
  readonly sentSeq: () => number
  /** The link to Five9 as sent to this client: it confirms no data that the client was not sent. */
  readonly link: () => Link
  /** False while the connection does not drain, or a requested snapshot is not acknowledged. */
  readonly isReadyForRequest: () => boolean
  /** Sends the link to Five9. */
  readonly sendLink: () => void
  /** Sends the alerts unless the client has them, or lags: then they follow its snapshot. */
  readonly sendAlerts: () => void
  /** Sends a heartbeat if one is due, also to a client that lags; it is not acknowledged. Called twice a second. */
  readonly heartbeat: () => void
  /**
   * The client requests a snapshot. It is sent once the connection drains and the snapshot that the client requested
   * before is acknowledged.
   */
  readonly snapshotRequested: () => void
  /** The client has painted everything up to `seq`, `paintedAgoMs` before it sent this, when it measured that. */
  readonly acknowledged: (seq: number, paintedAgoMs?: number) => void
  /**
   * Closes a client that has lagged for too long, unless that is excused; sends the snapshot to one that lags no more.
   * Called twice a second.
   */
  readonly checkLag: (isExcused?: boolean) => void
  /** Milliseconds since the oldest frame without an acknowledgement was sent; 0 when there is none. */
  readonly ackLagMs: () => number
  /** True while it is sent no changes. */
  readonly isLagging: () => boolean
}

/** A frame that the client has not acknowledged: the flush itself, which all clients of the view share. */
interface Sent {
  readonly seq: number
  readonly at: number
}

export const lagMs = 3_000
const closeAfterLagMs = 30_000
/** Checked twice a second, so a heartbeat is sent at least every 1.4 s; clients expect one within 2.5 s. */
const heartbeatAfterMs = 900
const maxBufferedBytes = 256 * 1024

/**
 * A client that does not acknowledge is sent no more changes, so that nothing queues for it here or in the kernel. When
 * it acknowledges again it is sent one snapshot.
 */
export function createClient(deps: {
  readonly subscriber: Subscriber
  readonly view: View
  readonly frames: LinkFrames
  readonly now: () => number
  readonly meter: ClientMeter
  /** The alerts that the client may see: the same frame until they change. Undefined: the stream has none. */
  readonly alerts?: () => Frame | undefined
  /** The position at which the client has resumed. */
  readonly resumedFrom?: number
}): Client {
  const { subscriber, view, frames, now, meter } = deps
  /** What was sent and is not acknowledged, oldest first. It is short: a lagging client is sent nothing. */
  let unacknowledged: Sent[] = []
  let needsSnapshot = false
  let sentSeq = deps.resumedFrom ?? 0
  /** The position of a requested snapshot that is not acknowledged. */
  let requestedSeq: number | undefined
  /** Since when the connection has not drained; acknowledgements do not reset it. */
  let cloggedSince: number | undefined
  /** The first messages after joining contain all that a heartbeat does. */
  let heartbeatAt = now()
  /** The link when the client was last up to date. */
  let sentLink = view.link()
  let sentAlerts: Frame | undefined

  /** A client that is sent no changes is sent no confirmation either: its data is still as old as before. */
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

  function sendLink(): void {
    subscriber.send(frames.link(link()))
  }

  function sendAlerts(): void {
    const frame = deps.alerts?.()
    if (frame === undefined || frame === sentAlerts || isLagging()) return
    sentAlerts = frame
    subscriber.send(frame)
  }

  function sendSnapshot(reason: SnapshotReason, isRequested = false): void {
    const { seq, frame } = view.snapshot()
    needsSnapshot = false
    if (isRequested) requestedSeq = seq
    send(reason, { seq, frame, at: now() })
    // The link and the clock may be newer than the cached snapshot. They are a separate frame, so that a thousand
    // clients that join share one snapshot instead of a copy each.
    sendLink()
    sentAlerts = undefined // they follow each snapshot: a client that requested one has none
    sendAlerts()
  }

  function resendSnapshotIfReady(): void {
    if (needsSnapshot && unacknowledged.length === 0 && !isClogged()) sendSnapshot('lagged')
  }

  return {
    sendSnapshot,
    link,
    sentSeq: () => sentSeq,
    isReadyForRequest: () => !isClogged() && requestedSeq === undefined,
    sendLink,
    sendAlerts,
    heartbeat() {
      if (now() - heartbeatAt < heartbeatAfterMs) return
      heartbeatAt = now()
      subscriber.send(frames.heartbeat(link()))
    },
    snapshotRequested() {
      if (isClogged() || requestedSeq !== undefined) needsSnapshot = true
      else sendSnapshot('requested', true)
    },
    flushed(flush) {
      if (!isLagging()) {
        send(flush.isSnapshot === true ? 'names' : 'changes', flush)
        sentLink = view.link()
        sendAlerts()
        if (flush.hasHeartbeat === true) heartbeatAt = flush.at
        return
      }
      needsSnapshot = true
      meter.skipped()
    },
    // An acknowledgement covers only what it names: a client that is always 20 s late still lags by 20 s.
    acknowledged(seq, paintedAgoMs) {
      if (seq > sentSeq) {
        subscriber.close(CloseCode.BadMessage, 'the client acknowledged a position that it was not sent')
        return
      }
      if (requestedSeq !== undefined && seq >= requestedSeq) requestedSeq = undefined
      const latest = unacknowledged.findLastIndex((sent) => sent.seq <= seq)
      const acknowledged = unacknowledged[latest]
      if (acknowledged !== undefined && paintedAgoMs !== undefined)
        meter.acknowledged(now() - acknowledged.at - paintedAgoMs)
      unacknowledged = unacknowledged.slice(latest + 1)
      resendSnapshotIfReady()
    },
    checkLag(isExcused = false) {
      cloggedSince = isClogged() ? (cloggedSince ?? now()) : undefined
      const isStuck = cloggedSince !== undefined && now() - cloggedSince > closeAfterLagMs
      if (!isExcused && (isStuck || hasUnackedFor(closeAfterLagMs)))
        subscriber.close(CloseCode.TooSlow, 'the client has lagged for too long')
      else resendSnapshotIfReady()
    },
    ackLagMs: () => (unacknowledged[0] === undefined ? 0 : now() - unacknowledged[0].at),
    isLagging,
  }
}
