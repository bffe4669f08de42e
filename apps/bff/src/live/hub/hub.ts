import {
  CloseCode,
  relayVersion,
  type ClientMessage,
  wallOffsetMs,
  type Clocks,
  type ServerMessage,
  type Subscription,
  type ViewSpec,
} from '@wallboard/relay'
import { createFailureLog } from './failure-log.ts'
import { frameOf, type Frame } from './frame.ts'
import { createLinkFrames } from './link-frames.ts'
import type { FanOutMeter, SnapshotReason, Principal } from './meter.ts'
import { createReadBatcher } from './read-batcher.ts'
import { createClient, lagMs, type Subscriber } from './client.ts'
import type { Stream, StreamNotice } from '../../upstream/stream.ts'
import { createViews, type ViewClient, type ClientView } from './views.ts'

/** A connection that was taken in. */
export interface HubConnection {
  readonly received: (message: ClientMessage) => void
  /** Shows something else from now on, beginning with a snapshot. */
  readonly setView: (wanted: ViewSpec) => void
  readonly disconnected: () => void
}

/** Who connects, and with what wish. */
export interface JoinRequest {
  readonly viewer: Principal
  /** Undefined when it said nothing that this version understands. */
  readonly subscription: Subscription | undefined
  /** It is sent this, whatever it asks for. */
  readonly limit?: ViewSpec | undefined
  /** What it is told before its figures. */
  readonly initialMessage?: ServerMessage | undefined
}

/** All screens of one stream. */
export interface Hub {
  /** Takes a connection in and begins with a snapshot; closes one of another version of the protocol. */
  readonly join: (subscriber: Subscriber, joining: JoinRequest) => HubConnection
  readonly clientCount: () => number
  /** Closes every screen's socket, now and when one joins later; screens come back by themselves. */
  readonly close: (reason: string, code?: number) => void
}

const checkEveryMs = 500
/** A check that comes later than this was held up by this process itself. */
const ownStallMs = 2_000

export function createHub(deps: {
  readonly stream: Stream
  readonly build: string
  readonly clocks: Clocks
  readonly meter: FanOutMeter
  /** Something failed, and ended what it was about: a view, which is made anew, or a screen. */
  readonly log: (error: unknown, detail: { readonly what: string; readonly unlogged: number }) => void
}): Hub {
  const { stream, clocks, meter } = deps
  const now = clocks.monotonic
  const connected = new Set<Subscriber>()
  let closedWith: { readonly code: number; readonly reason: string } | undefined
  const frames = createLinkFrames(clocks, deps.build)
  const failures = createFailureLog(now, deps.log)
  /** The process lives on, whatever the hub meets. */
  function guarded<Args extends readonly unknown[]>(run: (...args: Args) => void): (...args: Args) => void {
    return (...args) => {
      try {
        run(...args)
      } catch (error) {
        failures.failed('the hub', error)
      }
    }
  }

  const reading = createReadBatcher({
    pauseReading: guarded(stream.pauseReading),
    resumeReading: guarded(stream.resumeReading),
  })
  const views = createViews({
    ...{ stream, clocks, meter, frames, failures },
    onDue: reading.resume,
    onFlushed: reading.flushed,
  })

  function broadcast(frame: Frame): void {
    for (const subscriber of connected) subscriber.send(frame)
  }

  function streamed(notice: StreamNotice): void {
    switch (notice.type) {
      case 'changes':
        reading.frameReceived()
        views.changed(notice)
        return
      case 'directory':
        views.directoryChanged()
        return
      case 'link':
        views.linkChanged()
        return
      case 'event':
        broadcast(frameOf(notice))
    }
  }

  /** Until then no screen counts as dead for what it owes. */
  let excusedUntil = -Infinity
  let checkedAt = now()
  function checkScreens(): void {
    const wasStalled = now() - checkedAt > checkEveryMs + ownStallMs
    checkedAt = now()
    // What screens acknowledged while this process stood still is read only after this.
    if (wasStalled) excusedUntil = now() + lagMs
    views.check(now() < excusedUntil)
  }

  const stopListening = stream.on(guarded(streamed))
  const checking = setInterval(guarded(checkScreens), checkEveryMs)

  return {
    join(subscriber, { viewer, subscription, limit, initialMessage }) {
      let own:
        { readonly watched: ClientView; readonly watcher: ViewClient; readonly wanted: ViewSpec } | undefined
      const screenMeter = meter.joined({
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
      function start(wanted: ViewSpec, reason: SnapshotReason, resume?: Subscription['resume']): void {
        unwatch()
        const watched = views.find(wanted)
        const { view } = watched
        const missed = resume?.epoch === view.epoch ? view.since(resume.seq) : undefined
        const isResumed = resume !== undefined && missed !== undefined
        const screen = createClient({
          ...{ subscriber, view, frames, now, meter: screenMeter },
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
          screen.sendSnapshot(reason)
          return
        }
        const resumed = {
          type: 'resumed',
          epoch: view.epoch,
          seq: resume.seq,
          serverTime: now(),
          wallOffsetMs: wallOffsetMs(clocks),
          link: view.link(),
        } as const
        subscriber.send(frameOf(resumed))
        for (const flush of missed) screen.flushed({ ...flush, at: now() })
      }

      /** Nothing that cannot be encoded for one screen may end more than this screen. */
      function watch(wanted: ViewSpec, reason: SnapshotReason, resume?: Subscription['resume']): void {
        try {
          start(wanted, reason, resume)
        } catch (error) {
          failures.failed('a screen', error)
          fail()
        }
      }

      // Whoever was admitted to this hub may join it after it has closed.
      if (closedWith !== undefined) {
        subscriber.close(closedWith.code, closedWith.reason)
        return { received: () => undefined, setView: () => undefined, disconnected: screenMeter.left }
      }
      subscriber.send(frames.hello())
      if (initialMessage !== undefined) subscriber.send(frameOf(initialMessage))
      if (subscription?.version === relayVersion) {
        const { view, resume } = subscription
        watch(limit ?? view, 'joined', resume)
      } else subscriber.close(CloseCode.VersionMismatch, 'another protocol version')

      return {
        received(message) {
          switch (message.type) {
            case 'ack':
              if (message.epoch === own?.watched.view.epoch)
                own.watcher.screen.acknowledged(message.seq, message.paintedAgoMs)
              return
            case 'resync':
              own?.watcher.screen.snapshotWanted()
              return
            case 'report': // for whoever took the connection in
          }
        },
        setView(wanted) {
          if (own !== undefined) watch(wanted, 'limit')
        },
        disconnected() {
          connected.delete(subscriber)
          unwatch()
          screenMeter.left()
        },
      }
    },
    clientCount: () => connected.size,
    close(reason, code = CloseCode.GoingAway) {
      closedWith = { code, reason }
      stopListening()
      clearInterval(checking)
      reading.resume()
      views.close()
      for (const subscriber of connected) subscriber.close(code, reason)
    },
  }
}
