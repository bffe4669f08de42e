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
import type { AlertAudience, AlertFrames } from './alert-source.ts'
import { whenCaughtUp } from './catch-up.ts'
import { createClient, type Client, type Subscriber } from './client.ts'
import type { FailureLog } from './failure-log.ts'
import { frameOf } from './frame.ts'
import type { LinkFrames } from './link-frames.ts'
import type { FanOutMeter, Principal, SnapshotReason } from './meter.ts'
import { viewKey } from './projection.ts'
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

interface HubConnectionDeps {
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

/** Joins one subscriber to the views of a hub, and sends `hello` and the first frame. */
export function createHubConnection(
  subscriber: Subscriber,
  { viewer, subscription, initialMessage, audience: firstAudience }: JoinRequest,
  deps: HubConnectionDeps,
): HubConnection {
  const { views, clocks, instants, frames, failures, connected, waiting } = deps
  const now = clocks.monotonic
  let audience = firstAudience
  let current: { readonly watched: WatchedView; readonly watcher: Watcher } | undefined
  let requested: { readonly view: ViewSpec; readonly resume: Resume; needsSnapshot: boolean } | undefined
  const clientMeter = deps.meter.joined({
    viewer,
    ackLagMs: () => current?.watcher.client.ackLagMs() ?? 0,
    isLagging: () => current?.watcher.client.isLagging() ?? false,
  })

  function unwatch(): void {
    current?.watched.remove(current.watcher)
    current = undefined
  }

  function fail(): void {
    unwatch()
    connected.delete(subscriber)
    subscriber.close(CloseCode.InternalError, 'the server cannot encode the data of this view')
  }

  // The client is registered and sent its snapshot in one tick, so no change can fall between the two.
  function start(spec: ViewSpec, reason: SnapshotReason, resume: Resume, isRequested: boolean): void {
    unwatch()
    const watched = views.find(spec)
    const { view } = watched
    const missed = resume?.epoch === view.epoch ? view.since(resume.seq) : undefined
    const isResumed = resume !== undefined && missed !== undefined
    const client: Client = createClient({
      ...{ subscriber, view, frames, now, meter: clientMeter },
      alerts: () => (audience === undefined ? undefined : deps.alertFrames?.(audience, spec)),
      ...(isResumed ? { resumedFrom: resume.seq } : {}),
    })
    const restart = () => {
      watch(spec, 'rebuilt')
    }
    const watcher = { client, restart, fail }
    current = { watched, watcher }
    watched.add(watcher)
    connected.set(subscriber, viewer)
    if (!isResumed) {
      client.sendSnapshot(reason, isRequested)
      return
    }
    sendResumed(resume.seq)
    for (const flush of missed) client.flushed({ ...flush, at: now() })
    client.sendAlerts()
  }

  function sendResumed(seq: number): void {
    if (current === undefined) return
    const { epoch } = current.watched.view
    const time = { serverTime: instants.monotonic(), wallOffsetMs: wallOffsetMs(instants) }
    subscriber.send(frameOf({ type: 'resumed', epoch, seq, ...time, link: current.watcher.client.link() }))
  }

  /** An error while encoding for one client ends that client only. */
  function watch(spec: ViewSpec, reason: SnapshotReason, resume?: Resume, isRequested = false): void {
    try {
      start(spec, reason, resume, isRequested)
    } catch (error) {
      failures.failed('a client', error)
      fail()
    }
  }

  function answerRequest(): void {
    if (requested === undefined || current?.watcher.client.isReadyForRequest() !== true) return
    const { view, resume, needsSnapshot } = requested
    requested = undefined
    waiting.delete(answerRequest)
    if (needsSnapshot) watch(view, 'view', undefined, true)
    else if (viewKey(view) === current.watched.key) sendResumed(current.watcher.client.sentSeq())
    else watch(view, 'view', resume, true)
  }

  let firstView: ViewSpec | undefined
  let stopWaiting: () => void = () => undefined
  subscriber.send(frames.hello())
  if (initialMessage !== undefined) subscriber.send(frameOf(initialMessage))
  if (subscription?.version === relayVersion) {
    const { resume } = subscription
    connected.set(subscriber, viewer)
    stopWaiting = whenCaughtUp(subscriber, resume, deps, () => {
      watch(firstView ?? subscription.view, 'joined', resume)
    })
  } else subscriber.close(CloseCode.VersionMismatch, 'the client uses another version of the protocol')

  return {
    received(message) {
      if (message.type === 'resync') {
        // The answer to the view request that waits answers this one too.
        if (requested === undefined) current?.watcher.client.snapshotRequested()
        else requested.needsSnapshot = true
        return
      }
      if (message.epoch !== current?.watched.view.epoch) return // of the previous view
      current.watcher.client.acknowledged(message.seq, message.paintedAgoMs)
      answerRequest()
    },
    subscribe(view, resume) {
      if (current === undefined) {
        firstView = view // it waits until this server has caught up
        return
      }
      requested = { view, resume, needsSnapshot: requested?.needsSnapshot ?? false }
      waiting.add(answerRequest)
      answerRequest()
    },
    setView(view, nextAudience) {
      requested = undefined
      audience = nextAudience
      waiting.delete(answerRequest)
      firstView = view
      if (current !== undefined) watch(view, 'view')
    },
    disconnected() {
      waiting.delete(answerRequest)
      stopWaiting()
      connected.delete(subscriber)
      unwatch()
      clientMeter.left()
    },
  }
}
