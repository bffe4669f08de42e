import { CloseCode, type Link } from '@wallboard/relay'
import type { ScreenAlerts } from './alert-source.ts'
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

/** The alerts of a client. */
export interface ClientAlerts {
  /** What it may see: the same list until it changes. Undefined: the stream has none. */
  readonly alerts: () => ScreenAlerts | undefined
  readonly alertFrame: (list: ScreenAlerts, held: ScreenAlerts | undefined) => Frame
}

interface ClientDeps {
  readonly subscriber: Subscriber
  readonly view: View
  readonly frames: LinkFrames
  readonly now: () => number
  readonly meter: ClientMeter
  readonly alerts?: ClientAlerts | undefined
  /** See `AlertFrames`. */
  readonly alertsRevision?: (() => number) | undefined
  /** The position at which the client has resumed. */
  readonly resumedFrom?: number | undefined
}

/**
 * A client that does not acknowledge is sent no more changes, so that nothing queues for it here or in the kernel. When
 * it acknowledges again it is sent one snapshot.
 */
export const createClient = (deps: ClientDeps): Client => new HubClient(deps)

const noRevision = () => 0

/**
 * A class, because a server has thousands of them: closures would take four times the memory. Each flush reads all of them,
 * and most of that time is a wait for memory: what a flush needs is in the object itself.
 */
class HubClient implements Client {
  private readonly subscriber: Subscriber
  private readonly view: View
  private readonly frames: LinkFrames
  private readonly now: () => number
  private readonly meter: ClientMeter
  private readonly alerts: ClientAlerts | undefined
  private readonly alertsRevision: () => number
  /** What was sent and is not acknowledged, oldest first. It is short: a lagging client is sent nothing. */
  private unacknowledged: Sent[] = []
  private needsSnapshot = false
  private latestSeq: number
  /** The position of a requested snapshot that is not acknowledged. */
  private requestedSeq: number | undefined = undefined
  /** Since when the connection has not drained; acknowledgements do not reset it. */
  private cloggedSince: number | undefined = undefined
  /** The first messages after joining contain all that a heartbeat does. */
  private heartbeatAt: number
  /** The link when the client was last up to date. */
  private sentLink: Link
  private sentAlerts: ScreenAlerts | undefined = undefined
  /** The revision in which its list of alerts was looked up; undefined: it was not since the last snapshot. */
  private seenRevision: number | undefined = undefined

  constructor(deps: ClientDeps) {
    const {
      subscriber,
      view,
      frames,
      now,
      meter,
      alerts,
      alertsRevision = noRevision,
      resumedFrom = 0,
    } = deps
    this.subscriber = subscriber
    this.view = view
    this.frames = frames
    this.now = now
    this.meter = meter
    this.alerts = alerts
    this.alertsRevision = alertsRevision
    this.latestSeq = resumedFrom
    this.heartbeatAt = now()
    this.sentLink = view.link()
  }

  /** A client that is sent no changes is sent no confirmation either: its data is still as old as before. */
  link(): Link {
    const { view } = this
    if (this.needsSnapshot) return confirmedUpTo(view.link(), this.sentLink)
    this.sentLink = view.link()
    return this.sentLink
  }

  private send(what: 'changes' | SnapshotReason, sent: Sent & { readonly frame: Frame }): void {
    this.latestSeq = Math.max(this.latestSeq, sent.seq)
    this.subscriber.send(sent.frame)
    this.meter.sent(what)
    // Adding to an empty array makes room for 17, and each display of a storm has one.
    if (this.unacknowledged.length === 0) this.unacknowledged = [sent]
    else this.unacknowledged.push(sent)
  }

  private hasUnackedFor(ms: number, now: number): boolean {
    const oldest = this.unacknowledged[0]
    return oldest !== undefined && now - oldest.at > ms
  }

  private isClogged(): boolean {
    return this.subscriber.bufferedBytes() > maxBufferedBytes
  }

  isLagging(now = this.now()): boolean {
    return this.needsSnapshot || this.hasUnackedFor(lagMs, now) || this.isClogged()
  }

  sendLink(): void {
    this.subscriber.send(this.frames.link(this.link()))
  }

  sendAlerts(): void {
    const { alerts } = this
    const revision = this.alertsRevision()
    if (alerts === undefined || revision === this.seenRevision || this.isLagging()) return
    this.seenRevision = revision
    const list = alerts.alerts()
    if (list === undefined || list === this.sentAlerts) return
    const frame = alerts.alertFrame(list, this.sentAlerts)
    this.sentAlerts = list
    this.subscriber.send(frame)
  }

  sendSnapshot(reason: SnapshotReason, isRequested = false): void {
    const { seq, frame } = this.view.snapshot()
    this.needsSnapshot = false
    if (isRequested) this.requestedSeq = seq
    this.send(reason, { seq, frame, at: this.now() })
    // The link and the clock may be newer than the cached snapshot. They are a separate frame, so that a thousand
    // clients that join share one snapshot instead of a copy each.
    this.sendLink()
    // Alerts follow each snapshot: a client that requested one has none.
    this.sentAlerts = undefined
    this.seenRevision = undefined
    this.sendAlerts()
  }

  private resendSnapshotIfReady(): void {
    if (this.needsSnapshot && this.unacknowledged.length === 0 && !this.isClogged())
      this.sendSnapshot('lagged')
  }

  sentSeq(): number {
    return this.latestSeq
  }

  isReadyForRequest(): boolean {
    return !this.isClogged() && this.requestedSeq === undefined
  }

  heartbeat(): void {
    const now = this.now()
    if (now - this.heartbeatAt < heartbeatAfterMs) return
    this.heartbeatAt = now
    this.subscriber.send(this.frames.heartbeat(this.link()))
  }

  snapshotRequested(): void {
    if (this.isReadyForRequest()) this.sendSnapshot('requested', true)
    else this.needsSnapshot = true
  }

  flushed(flush: Flush): void {
    // It joined while the flush was pending: its snapshot holds these changes, and it acknowledges no position twice.
    const isHeld = flush.isSnapshot !== true && flush.seq <= this.latestSeq
    if (!this.isLagging(flush.at)) {
      this.sentLink = this.view.link()
      if (isHeld) return
      this.send(flush.isSnapshot === true ? 'names' : 'changes', flush)
      this.sendAlerts()
      if (flush.hasHeartbeat === true) this.heartbeatAt = flush.at
    } else if (!isHeld) {
      this.needsSnapshot = true
      this.meter.skipped()
    }
  }

  // An acknowledgement covers only what it names: a client that is always 20 s late still lags by 20 s.
  acknowledged(seq: number, paintedAgoMs?: number): void {
    const { subscriber, meter } = this
    if (seq > this.latestSeq) {
      subscriber.close(CloseCode.BadMessage, 'the client acknowledged a position that it was not sent')
      return
    }
    if (this.requestedSeq !== undefined && seq >= this.requestedSeq) this.requestedSeq = undefined
    const latest = this.unacknowledged.findLastIndex((sent) => sent.seq <= seq)
    const acknowledged = this.unacknowledged[latest]
    if (acknowledged !== undefined && paintedAgoMs !== undefined)
      meter.acknowledged(this.now() - acknowledged.at - paintedAgoMs)
    this.unacknowledged = this.unacknowledged.slice(latest + 1)
    this.resendSnapshotIfReady()
  }

  checkLag(isExcused = false): void {
    const now = this.now()
    this.cloggedSince = this.isClogged() ? (this.cloggedSince ?? now) : undefined
    const isStuck = this.cloggedSince !== undefined && now - this.cloggedSince > closeAfterLagMs
    if (!isExcused && (isStuck || this.hasUnackedFor(closeAfterLagMs, now)))
      this.subscriber.close(CloseCode.TooSlow, 'the client has lagged for too long')
    else this.resendSnapshotIfReady()
  }

  ackLagMs(): number {
    const oldest = this.unacknowledged[0]
    return oldest === undefined ? 0 : this.now() - oldest.at
  }
}
