import type { Clocks, Link, Pace, ViewSpec } from '@wallboard/relay'
import type { Flush } from './backlog.ts'
import type { Client } from './client.ts'
import type { FailureLog } from './failure-log.ts'
import { concatFrames } from './frame.ts'
import type { LinkFrames } from './link-frames.ts'
import type { FanOutMeter } from './meter.ts'
import type { PaceGroup } from './pace-group.ts'
import type { Stream } from '../../upstream/stream.ts'
import { createView, type View } from './view.ts'

/** A client of a view, with what its connection does when the view or the client fails. */
export interface Watcher {
  readonly client: Client
  /** Starts again from a snapshot of a rebuilt view. */
  readonly restart: () => void
  /** Closes the connection: its data cannot be sent. */
  readonly fail: () => void
}

/** A view with the clients that watch it. */
export interface WatchedView {
  /** Of its view spec. */
  readonly key: string
  /** The same, unless it is the second half of a divided view. */
  readonly id: string
  readonly pace: Pace
  readonly clientCount: () => number
  readonly view: View
  readonly add: (watcher: Watcher) => void
  readonly remove: (watcher: Watcher) => void
  /** How long it has had no client; undefined while it has one. */
  readonly unwatchedMs: () => number | undefined
  readonly directoryChanged: () => void
  readonly linkChanged: (link: Link) => void
  /** Sends the alerts that have changed; with the flush, where changes wait for theirs. */
  readonly alertsChanged: () => void
  /** Sends heartbeats that are due, and checks which clients lag; called twice a second. */
  readonly check: (isExcused: boolean) => void
  /** Ends a view that failed: its clients start again from a snapshot. */
  readonly rebuild: () => void
  readonly close: () => void
}

/** A flush carries a heartbeat when one is due soon: one write instead of two. */
const heartbeatWithFlushAfterMs = 600

export function createWatchedView(
  names: Pick<WatchedView, 'key' | 'id'>,
  spec: ViewSpec,
  deps: {
    readonly stream: Stream
    readonly clocks: Clocks
    readonly instants: Clocks
    /** Each flush carries the time, and no time is sent before the changes of its step. */
    readonly isStepped: boolean
    readonly meter: FanOutMeter
    readonly frames: LinkFrames
    readonly failures: FailureLog
    /** The views that are flushed together with this one. */
    readonly group: PaceGroup<View>
  },
): WatchedView {
  const { stream, clocks, instants, isStepped, meter, frames, failures, group } = deps
  const now = clocks.monotonic
  /** By client, which is what each flush reads. */
  const watchers = new Map<Client, Watcher>()
  let unwatchedSince = now()
  /** The link has changed and changes wait for their flush: the flush carries the link. */
  let hasUnsentLink = false
  let heartbeatAt = -Infinity

  const view = createView({ stream, spec, clocks, instants, meter, onFlush: flushed })
  group.add(view)

  /** An error of one client ends that client only. */
  function forEachClient(run: (client: Client) => void): void {
    for (const [client, watcher] of watchers) {
      try {
        run(client)
      } catch (error) {
        failures.failed('a client', error)
        watcher.fail()
      }
    }
  }

  function withHeartbeat(flush: Flush): Flush {
    heartbeatAt = flush.at
    const frame = concatFrames(flush.frame, frames.heartbeat(view.link()))
    return { ...flush, frame, hasHeartbeat: true }
  }

  function flushed(flush: Flush, sinceUpstreamMs?: number): void {
    if (sinceUpstreamMs !== undefined && watchers.size > 0) meter.flushed(sinceUpstreamMs)
    const isHeartbeatDue = isStepped || hasUnsentLink || flush.at - heartbeatAt >= heartbeatWithFlushAfterMs
    hasUnsentLink = false
    const sent = isHeartbeatDue ? withHeartbeat(flush) : flush
    forEachClient((client) => {
      client.flushed(sent)
    })
  }

  function close(): void {
    group.remove(view)
  }

  return {
    ...names,
    ...{ view, close, pace: spec.pace },
    clientCount: () => watchers.size,
    directoryChanged() {
      if (view.directoryChanged()) group.selectionChanged(view)
    },
    add(watcher) {
      if (watchers.size === 0) group.watched()
      watchers.set(watcher.client, watcher)
    },
    remove(watcher) {
      if (!watchers.delete(watcher.client) || watchers.size > 0) return
      group.unwatched()
      unwatchedSince = now()
    },
    unwatchedMs: () => (watchers.size === 0 ? now() - unwatchedSince : undefined),
    linkChanged(link) {
      hasUnsentLink = view.link() !== link
      if (isStepped && hasUnsentLink) return
      forEachClient((client) => {
        client.sendLink()
      })
    },
    alertsChanged() {
      if (view.hasPending()) return
      forEachClient((client) => {
        client.sendAlerts()
      })
    },
    check(isExcused) {
      forEachClient((client) => {
        client.heartbeat()
        client.checkLag(isExcused)
      })
    },
    rebuild() {
      close()
      for (const watcher of [...watchers.values()]) watcher.restart()
    },
  }
}
