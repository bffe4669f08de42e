import {
  CloseCode,
  relayVersion,
  wallOffsetMs,
  type ClientMessage,
  type Clocks,
  type ServerMessage,
  type Subscription,
  type ViewSpec,
} from '@wallboard/relay'
import { createClient, type Subscriber } from './client.ts'
import type { FailureLog } from './failure-log.ts'
import { frameOf } from './frame.ts'
import type { LinkFrames } from './link-frames.ts'
import type { FanOutMeter, Principal, SnapshotReason } from './meter.ts'
import { viewKey } from './projection.ts'
import type { ClientView, ViewClient, Views } from './views.ts'

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
  readonly setView: (view: ViewSpec) => void
  readonly disconnected: () => void
}

/** Who joins, and what it is permitted to be sent. */
export interface JoinRequest {
  readonly viewer: Principal
  /** Undefined when the address holds nothing that this version understands. The view must be permitted already. */
  readonly subscription: Subscription | undefined
  /** Sent before the first snapshot. */
  readonly initialMessage?: ServerMessage | undefined
}

/** Joins one subscriber to the views of a hub, and sends `hello` and the first frame. */
export function createHubConnection(
  subscriber: Subscriber,
  { viewer, subscription, initialMessage }: JoinRequest,
  deps: {
    readonly views: Views
    readonly clocks: Clocks
    readonly frames: LinkFrames
    readonly meter: FanOutMeter
    readonly failures: FailureLog
    /** The subscribers that receive broadcasts. */
    readonly connected: Set<Subscriber>
    /** Functions that the hub calls twice a second: clients whose requested view waits. */
    readonly waiting: Set<() => void>
  },
): HubConnection {
  const { views, clocks, frames, failures, connected, waiting } = deps
  const now = clocks.monotonic
  let own:
    { readonly watched: ClientView; readonly watcher: ViewClient; readonly wanted: ViewSpec } | undefined
  let requested: { readonly view: ViewSpec; readonly resume: Resume; needsSnapshot: boolean } | undefined
  const clientMeter = deps.meter.joined({
    viewer,
    ackLagMs: () => own?.watcher.screen.ackLagMs() ?? 0,
    isLagging: () => own?.watcher.screen.isLagging() ?? false,
  })

  function unwatch(): void {
    own?.watched.watcherLeft(own.watcher)
    own = undefined
  }

  function fail(): void {
    unwatch()
    connected.delete(subscriber)
    subscriber.close(CloseCode.InternalError, 'its figures cannot be sent')
  }

  // Snapshot and registration happen in one tick, so no change can fall between them.
  function start(wanted: ViewSpec, reason: SnapshotReason, resume: Resume, isRequested: boolean): void {
    unwatch()
    const watched = views.find(wanted)
    const { view } = watched
    const missed = resume?.epoch === view.epoch ? view.since(resume.seq) : undefined
    const isResumed = resume !== undefined && missed !== undefined
    const screen = createClient({
      ...{ subscriber, view, frames, now, meter: clientMeter },
      ...(isResumed ? { resumedFrom: resume.seq } : {}),
    })
    const restart = () => {
      watch(wanted, 'rebuilt')
    }
    const watcher = { screen, restart, fail }
    own = { watched, watcher, wanted }
    watched.watchers.add(watcher)
    connected.add(subscriber)
    if (!isResumed) {
      screen.sendSnapshot(reason, isRequested)
      return
    }
    sendResumed(resume.seq)
    for (const flush of missed) screen.flushed({ ...flush, at: now() })
  }

  function sendResumed(seq: number): void {
    if (own === undefined) return
    const resumed = {
      type: 'resumed',
      epoch: own.watched.view.epoch,
      seq,
      serverTime: now(),
      wallOffsetMs: wallOffsetMs(clocks),
      link: own.watcher.screen.link(),
    } as const
    subscriber.send(frameOf(resumed))
  }

  /** An error while encoding for one client ends that client only. */
  function watch(wanted: ViewSpec, reason: SnapshotReason, resume?: Resume, isRequested = false): void {
    try {
      start(wanted, reason, resume, isRequested)
    } catch (error) {
      failures.failed('a screen', error)
      fail()
    }
  }

  function answerRequest(): void {
    if (requested === undefined || own?.watcher.screen.isReadyForRequest() !== true) return
    const { view, resume, needsSnapshot } = requested
    requested = undefined
    waiting.delete(answerRequest)
    if (needsSnapshot) watch(view, 'view', undefined, true)
    else if (viewKey(view) === viewKey(own.wanted)) sendResumed(own.watcher.screen.sentSeq())
    else watch(view, 'view', resume, true)
  }

  subscriber.send(frames.hello())
  if (initialMessage !== undefined) subscriber.send(frameOf(initialMessage))
  if (subscription?.version === relayVersion) watch(subscription.view, 'joined', subscription.resume)
  else subscriber.close(CloseCode.VersionMismatch, 'another protocol version')

  return {
    received(message) {
      if (message.type === 'resync') {
        // The answer to the request that waits serves both.
        if (requested === undefined) own?.watcher.screen.snapshotWanted()
        else requested.needsSnapshot = true
        return
      }
      if (message.epoch !== own?.watched.view.epoch) return // of the view before
      own.watcher.screen.acknowledged(message.seq, message.paintedAgoMs)
      answerRequest()
    },
    subscribe(view, resume) {
      if (own === undefined) return
      requested = { view, resume, needsSnapshot: requested?.needsSnapshot ?? false }
      waiting.add(answerRequest)
      answerRequest()
    },
    setView(view) {
      requested = undefined
      waiting.delete(answerRequest)
      if (own !== undefined) watch(view, 'view')
    },
    disconnected() {
      waiting.delete(answerRequest)
      connected.delete(subscriber)
      unwatch()
      clientMeter.left()
    },
  }
}
