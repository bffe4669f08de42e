import {
  CloseCode,
  relayVersion,
  type ClientMessage,
  wallOffsetMs,
  type Clocks,
  type Link,
  type ServerMessage,
  type Subscription,
} from '@wallboard/relay'
import { followedBy, frameOf, type Frame } from './frame.ts'
import type { FanOutMeter, SnapshotReason, Viewer } from './meter.ts'
import { createReading } from './reading.ts'
import { createScreen, lagMs, type Screen, type Subscriber } from './screen.ts'
import type { Stream, StreamNotice } from './stream.ts'
import { createView, type View } from './view.ts'
import { wantedKey, type Wanted, type WantedAgents } from './wanted.ts'

/** A connection that was taken in. */
export interface Joined {
  readonly received: (message: ClientMessage) => void
  /** Shows something else from now on, beginning with a snapshot. */
  readonly limitTo: (wanted: Wanted) => void
  readonly left: () => void
}

/** Who connects, and with what wish. */
export interface Joining {
  readonly viewer: Viewer
  /** Undefined when it said nothing that this version understands. */
  readonly subscription: Subscription | undefined
  /** It is sent this, whatever it asks for. */
  readonly limit?: Wanted | undefined
  /** What it is told before its figures. */
  readonly greeting?: ServerMessage | undefined
}

/** All screens of one stream. */
export interface Hub {
  /** Takes a connection in and begins with a snapshot; closes one of another version of the protocol. */
  readonly join: (subscriber: Subscriber, joining: Joining) => Joined
  readonly screenCount: () => number
  /** Closes every screen's socket, now and when one joins later; screens come back by themselves. */
  readonly close: (reason: string, code?: number) => void
}

/** A view, who watches it, and since when nobody does. */
interface WatchedView {
  readonly view: View
  readonly screens: Set<Screen>
  unwatchedSince: number | undefined
  /** When a flush last took a heartbeat along. */
  beatAt: number
  /** The link changed while figures were pending: the flush takes it along. */
  owesLink: boolean
}

const checkEveryMs = 500
/** A check that comes later than this was held up by this process itself. */
const ownStallMs = 2_000
/** A flush takes a heartbeat along when one would soon be due: one write instead of two. */
const beatWithFlushAfterMs = 600
/** A screen that reconnects within this time still finds the flushes that it missed. */
const keepUnwatchedMs = 60_000
/** A person's wall may show what the person may see. */
const everyAgent: WantedAgents = { queueIds: 'all', fields: 'all', areNamed: true }
/** Past this many views, those that nobody watches go at once. */
const maxViews = 16

export function createHub(deps: {
  readonly stream: Stream
  readonly build: string
  readonly clocks: Clocks
  readonly meter: FanOutMeter
}): Hub {
  const { stream, clocks, meter } = deps
  const now = clocks.monotonic
  const views = new Map<string, WatchedView>()
  const connected = new Set<Subscriber>()
  let closedWith: { readonly code: number; readonly reason: string } | undefined
  const reading = createReading(stream)

  function viewFor(wanted: Wanted) {
    const key = wantedKey(wanted)
    const known = views.get(key)
    if (known !== undefined) return known
    const screens = new Set<Screen>()
    const view = createView({
      stream,
      wanted,
      clocks,
      meter,
      onDue: reading.readOn,
      onFlush: (flush) => {
        const takesBeat = created.owesLink || flush.at - created.beatAt >= beatWithFlushAfterMs
        if (takesBeat) created.beatAt = flush.at
        created.owesLink = false
        const sent = takesBeat
          ? { ...flush, hasBeat: true as const, frame: followedBy(flush.frame, heartbeatFrame(view.link())) }
          : flush
        for (const screen of screens) screen.flushed(sent)
        reading.flushed(Math.min(...[...views.values()].map((each) => each.view.paceMs)))
      },
    })
    const created: WatchedView = {
      view,
      screens,
      unwatchedSince: undefined,
      beatAt: -Infinity,
      owesLink: false,
    }
    views.set(key, created)
    return created
  }

  function dropUnwatched(keepMs: number): void {
    for (const [key, { view, unwatchedSince }] of views) {
      if (unwatchedSince === undefined || now() - unwatchedSince < keepMs) continue
      view.close()
      views.delete(key)
    }
  }

  function broadcast(frame: Frame): void {
    for (const subscriber of connected) subscriber.send(frame)
  }

  /** The same for all who are told in one millisecond: after a restart a thousand screens come at once. */
  function momentary(
    messageOf: (time: { serverTime: number; wallOffsetMs: number }, link: Link) => ServerMessage,
  ): (link: Link) => Frame {
    let last: { readonly at: number; readonly link: Link; readonly frame: Frame } | undefined
    return (link) => {
      const at = now()
      if (last?.at !== at || last.link !== link) {
        const time = { serverTime: at, wallOffsetMs: wallOffsetMs(clocks) }
        last = { at, link, frame: frameOf(messageOf(time, link)) }
      }
      return last.frame
    }
  }

  const { build } = deps
  const helloFrame = momentary((time) => ({ type: 'hello', version: relayVersion, build, ...time }))
  const linkFrame = momentary((time, link) => ({ type: 'link', ...time, link }))
  const heartbeatFrame = momentary((time, link) => ({ type: 'heartbeat', ...time, link }))

  function streamed(notice: StreamNotice): void {
    switch (notice.type) {
      case 'changes':
        reading.came()
        for (const { view } of views.values()) view.changed(notice)
        return
      case 'directory':
        for (const { view } of views.values()) view.directoryChanged()
        return
      case 'link':
        for (const watched of views.values()) {
          watched.owesLink = watched.view.link() !== notice.link
          for (const screen of watched.screens) screen.tellLink(linkFrame)
        }
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
    for (const { screens } of views.values())
      for (const screen of screens) {
        screen.beat(heartbeatFrame)
        screen.checkLag(now() < excusedUntil)
      }
    dropUnwatched(keepUnwatchedMs)
  }

  const stopListening = stream.on(streamed)
  const looking = setInterval(checkScreens, checkEveryMs)

  return {
    join(subscriber, { viewer, subscription, limit, greeting }) {
      let own: { readonly screen: Screen; readonly watched: WatchedView } | undefined
      const screenMeter = meter.joined({
        viewer,
        owedMs: () => own?.screen.owedMs() ?? 0,
        isLagging: () => own?.screen.isLagging() ?? false,
      })

      function unwatch(): void {
        if (own === undefined) return
        const { screen, watched } = own
        watched.screens.delete(screen)
        if (watched.screens.size === 0) watched.unwatchedSince = now()
        own = undefined
      }

      // Snapshot and registration happen in one tick, so no change can fall between them.
      function watch(wanted: Wanted, reason: SnapshotReason, resume?: Subscription['resume']): void {
        unwatch()
        const watched = viewFor(wanted)
        const { view, screens } = watched
        const screen = createScreen({ subscriber, view, now, meter: screenMeter })
        own = { screen, watched }
        screens.add(screen)
        watched.unwatchedSince = undefined
        if (views.size > maxViews) dropUnwatched(0)
        connected.add(subscriber)
        const missed = resume?.epoch === view.epoch ? view.since(resume.seq) : undefined
        if (resume === undefined || missed === undefined) {
          screen.sendSnapshot(reason)
          // The cached snapshot may be older than the link and the clock: this is how they stand now. A frame of its own,
          // so that a thousand screens that join hold the same snapshot and not a copy each.
          screen.tellLink(linkFrame)
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

      // Whoever was admitted to this hub may join it after it has closed.
      if (closedWith !== undefined) {
        subscriber.close(closedWith.code, closedWith.reason)
        return { received: () => undefined, limitTo: () => undefined, left: screenMeter.left }
      }
      subscriber.send(helloFrame(stream.link()))
      if (greeting !== undefined) subscriber.send(frameOf(greeting))
      if (subscription?.version === relayVersion) {
        const { sources, pace, resume } = subscription
        watch(limit ?? { sources, pace, queueIds: 'all', agents: everyAgent }, 'joined', resume)
      } else subscriber.close(CloseCode.VersionMismatch, 'another protocol version')

      return {
        received(message) {
          switch (message.type) {
            case 'ack':
              if (message.epoch === own?.watched.view.epoch)
                own.screen.acknowledged(message.seq, message.heldMs)
              return
            case 'resync':
              own?.screen.snapshotWanted()
              return
            case 'report': // for whoever took the connection in
          }
        },
        limitTo(wanted) {
          if (own !== undefined) watch(wanted, 'limit')
        },
        left() {
          connected.delete(subscriber)
          unwatch()
          screenMeter.left()
        },
      }
    },
    screenCount: () => connected.size,
    close(reason, code = CloseCode.GoingAway) {
      closedWith = { code, reason }
      stopListening()
      clearInterval(looking)
      reading.readOn()
      for (const { view } of views.values()) view.close()
      for (const subscriber of connected) subscriber.close(code, reason)
    },
  }
}
