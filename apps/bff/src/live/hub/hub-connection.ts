import {
  CloseCode,
  relayVersion,
  wallOffsetMs,
  type ClientMessage,
  type Clocks,
  type Position,
  type ServerMessage,
  type Subscription,
  type ViewSpec,
} from '@wallboard/relay'
import type { AlertAudience, AlertFrames, ScreenAlerts } from './alert-source.ts'
import { whenCaughtUp } from './catch-up.ts'
import { createClient, type Client, type ClientAlerts, type Subscriber } from './client.ts'
import type { FailureLog } from './failure-log.ts'
import { frameOf, type Frame } from './frame.ts'
import type { LinkFrames } from './link-frames.ts'
import type { ClientMeter, FanOutMeter, Principal, SnapshotReason } from './meter.ts'
import { viewKey } from './projection.ts'
import type { View } from './view.ts'
import type { Views } from './views.ts'
import type { WatchedView, Watcher } from './watched-view.ts'

type Resume = Subscription['resume']

/** A connection that joined a hub. */
export interface HubConnection {
  readonly received: (message: Extract<ClientMessage, { type: 'ack' | 'resync' }>) => void
  /**
   * Changes to a view that the client requested, with one frame of answer: a snapshot, or `resumed` when the view is
   * the same or the given position can be resumed. Waits until the client has acknowledged the snapshot that it
   * requested before; of several requests that wait, the last one counts.
   */
  readonly subscribe: (view: ViewSpec, resume?: Resume) => void
  /** Changes to a view that the server chose, at once, beginning with a snapshot. */
  readonly setView: (view: ViewSpec, audience?: AlertAudience) => void
  readonly disconnected: () => void
}

/** What a client is, and what it is permitted to be sent. */
export interface JoinRequest {
  readonly viewer: Principal
  /** Undefined when the address holds no subscription that this version can read. Its view is permitted already. */
  readonly subscription: Subscription | undefined
  /** Which alerts it is sent; undefined: none. */
  readonly audience?: AlertAudience | undefined
  /** Sent before the first snapshot. */
  readonly initialMessage?: ServerMessage | undefined
}

/** What the connections of a hub share. */
export interface HubConnectionDeps {
  readonly views: Views
  /** The position of the stream; its epoch is that of any view. */
  readonly position: () => Position
  readonly clocks: Clocks
  /** The clocks of the stream's instants. */
  readonly instants: Clocks
  readonly frames: LinkFrames
  readonly meter: FanOutMeter
  readonly failures: FailureLog
  /** Undefined for a stream without alerts. */
  readonly alertFrames: AlertFrames | undefined
  readonly connected: Map<Subscriber, Principal>
  /** Called by the hub twice a second: each answers a view request that waits, when its client is ready. */
  readonly waiting: Set<() => void>
}

/** A view that the client has requested. */
interface RequestedView {
  readonly view: ViewSpec
  readonly resume: Resume
  needsSnapshot: boolean
  /** What the hub calls until it is answered. */
  readonly answer: () => void
}

/** Joins one subscriber to the views of a hub, and sends `hello` and the first frame. */
export function createHubConnection(
  subscriber: Subscriber,
  request: JoinRequest,
  deps: HubConnectionDeps,
): HubConnection {
  const connection = new ViewConnection(subscriber, request, deps)
  connection.join(request)
  return connection
}

/** One view of a connection. */
class ViewWatcher implements Watcher, ClientAlerts {
  readonly client: Client
  readonly watched: WatchedView
  private readonly connection: ViewConnection
  private readonly spec: ViewSpec

  constructor(connection: ViewConnection, spec: ViewSpec, watched: WatchedView, resumedFrom?: number) {
    this.connection = connection
    this.spec = spec
    this.watched = watched
    this.client = connection.createClient(watched.view, this, resumedFrom)
  }

  restart(): void {
    this.connection.watch(this.spec, 'rebuilt')
  }

  fail(): void {
    this.connection.fail()
  }

  alerts(): ScreenAlerts | undefined {
    return this.connection.alertsOf(this.spec)
  }

  alertFrame(list: ScreenAlerts, held: ScreenAlerts | undefined): Frame {
    return this.connection.alertFrame(list, held)
  }
}

/** A class, because a server has thousands of them: closures would take several times the memory. */
class ViewConnection implements HubConnection {
  private readonly subscriber: Subscriber
  private readonly deps: HubConnectionDeps
  readonly viewer: Principal
  private readonly clientMeter: ClientMeter
  private audience: AlertAudience | undefined
  private current: ViewWatcher | undefined = undefined
  private requested: RequestedView | undefined = undefined
  /** The view that the server has chosen while the first one waited. */
  private firstView: ViewSpec | undefined = undefined
  private stopWaiting: (() => void) | undefined = undefined

  constructor(subscriber: Subscriber, { viewer, audience }: JoinRequest, deps: HubConnectionDeps) {
    this.subscriber = subscriber
    this.deps = deps
    this.viewer = viewer
    this.audience = audience
    this.clientMeter = deps.meter.joined(this)
  }

  join({ subscription, initialMessage }: JoinRequest): void {
    const { subscriber, deps } = this
    subscriber.send(deps.frames.hello())
    if (initialMessage !== undefined) subscriber.send(frameOf(initialMessage))
    if (subscription?.version !== relayVersion) {
      subscriber.close(CloseCode.VersionMismatch, 'the client uses another version of the protocol')
      return
    }
    const { view, resume } = subscription
    deps.connected.set(subscriber, this.viewer)
    this.stopWaiting = whenCaughtUp(subscriber, resume, deps, () => {
      this.watch(this.firstView ?? view, 'joined', resume)
    })
  }

  ackLagMs(): number {
    return this.current?.client.ackLagMs() ?? 0
  }

  isLagging(): boolean {
    return this.current?.client.isLagging() ?? false
  }

  createClient(view: View, watcher: ViewWatcher, resumedFrom?: number): Client {
    const { subscriber, deps, clientMeter } = this
    // One object, for each display of a storm: parts that are put together are three.
    return createClient({
      subscriber,
      view,
      frames: deps.frames,
      now: deps.clocks.monotonic,
      meter: clientMeter,
      alerts: watcher,
      alertsRevision: deps.alertFrames?.revision,
      resumedFrom,
    })
  }

  alertsOf(spec: ViewSpec): ScreenAlerts | undefined {
    return this.audience === undefined ? undefined : this.deps.alertFrames?.listFor(this.audience, spec)
  }

  alertFrame(list: ScreenAlerts, held: ScreenAlerts | undefined): Frame {
    const { alertFrames } = this.deps
    return alertFrames === undefined
      ? frameOf({ type: 'alerts', alerts: list })
      : alertFrames.frame(list, held)
  }

  private unwatch(): void {
    this.current?.watched.remove(this.current)
    this.current = undefined
  }

  fail(): void {
    this.unwatch()
    this.deps.connected.delete(this.subscriber)
    this.subscriber.close(CloseCode.InternalError, 'the server cannot encode the data of this view')
  }

  /** An error while encoding for one client ends that client only. */
  watch(spec: ViewSpec, reason: SnapshotReason, resume?: Resume, isRequested = false): void {
    try {
      this.start(spec, reason, resume, isRequested)
    } catch (error) {
      this.deps.failures.failed('a client', error)
      this.fail()
    }
  }

  // The client is registered and sent its snapshot in one tick, so no change can fall between the two.
  private start(spec: ViewSpec, reason: SnapshotReason, resume: Resume, isRequested: boolean): void {
    this.unwatch()
    const { deps } = this
    const watched = deps.views.find(spec)
    const { view } = watched
    const missed = resume?.epoch === view.epoch ? view.since(resume.seq) : undefined
    const resumedFrom = missed === undefined ? undefined : resume?.seq
    const watcher = new ViewWatcher(this, spec, watched, resumedFrom)
    const { client } = watcher
    this.current = watcher
    watched.add(watcher)
    deps.connected.set(this.subscriber, this.viewer)
    if (resumedFrom === undefined) {
      client.sendSnapshot(reason, isRequested)
      return
    }
    this.sendResumed(resumedFrom)
    for (const flush of missed ?? []) client.flushed({ ...flush, at: deps.clocks.monotonic() })
    client.sendAlerts()
  }

  private sendResumed(seq: number): void {
    if (this.current === undefined) return
    const { client, watched } = this.current
    const { instants } = this.deps
    const time = { serverTime: instants.monotonic(), wallOffsetMs: wallOffsetMs(instants) }
    const { epoch } = watched.view
    this.subscriber.send(frameOf({ type: 'resumed', epoch, seq, ...time, link: client.link() }))
  }

  private answerRequest(): void {
    const { requested, current } = this
    if (requested === undefined || current?.client.isReadyForRequest() !== true) return
    const { view, resume, needsSnapshot } = requested
    this.dropRequest()
    if (needsSnapshot) this.watch(view, 'view', undefined, true)
    else if (viewKey(view) === current.watched.key) this.sendResumed(current.client.sentSeq())
    else this.watch(view, 'view', resume, true)
  }

  private dropRequest(): void {
    if (this.requested !== undefined) this.deps.waiting.delete(this.requested.answer)
    this.requested = undefined
  }

  received(message: Extract<ClientMessage, { type: 'ack' | 'resync' }>): void {
    if (message.type === 'resync') {
      // The answer to the view request that waits answers this one too.
      if (this.requested === undefined) this.current?.client.snapshotRequested()
      else this.requested.needsSnapshot = true
      return
    }
    if (message.epoch !== this.current?.watched.view.epoch) return // of the previous view
    this.current.client.acknowledged(message.seq, message.paintedAgoMs)
    this.answerRequest()
  }

  subscribe(view: ViewSpec, resume?: Resume): void {
    if (this.current === undefined) {
      this.firstView = view // it waits until this server has caught up
      return
    }
    const needsSnapshot = this.requested?.needsSnapshot ?? false
    this.dropRequest()
    const answer = () => {
      this.answerRequest()
    }
    this.requested = { view, resume, needsSnapshot, answer }
    this.deps.waiting.add(answer)
    this.answerRequest()
  }

  setView(view: ViewSpec, nextAudience?: AlertAudience): void {
    this.dropRequest()
    this.audience = nextAudience
    this.firstView = view
    if (this.current !== undefined) this.watch(view, 'view')
  }

  disconnected(): void {
    this.dropRequest()
    this.stopWaiting?.()
    this.deps.connected.delete(this.subscriber)
    this.unwatch()
    this.clientMeter.left()
  }
}
