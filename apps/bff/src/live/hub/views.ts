import type { Clocks, ViewSpec } from '@wallboard/relay'
import type { FailureLog } from './failure-log.ts'
import { concatFrames } from './frame.ts'
import type { LinkFrames } from './link-frames.ts'
import type { FanOutMeter } from './meter.ts'
import type { Client } from './client.ts'
import type { Stream, StreamNotice } from '../../upstream/stream.ts'
import { createView, type Flush, type View } from './view.ts'
import { viewKey } from './projection.ts'

/** A screen that watches a view, and what to do about it from outside. */
export interface ViewClient {
  readonly screen: Client
  /** Starts it from a snapshot of a new view. */
  readonly restart: () => void
  /** Closes it: nothing can be sent to it. */
  readonly fail: () => void
}

/** A view and the screens that watch it. */
export interface ClientView {
  readonly view: View
  readonly watchers: Set<ViewClient>
  readonly watcherLeft: (watcher: ViewClient) => void
}

/** The views of one stream, by what is wanted. */
export interface Views {
  readonly find: (wanted: ViewSpec) => ClientView
  readonly changed: (notice: Extract<StreamNotice, { type: 'changes' }>) => void
  readonly directoryChanged: () => void
  readonly linkChanged: () => void
  /** Sends heartbeats that are due, and looks after screens that lag; called twice a second. */
  readonly check: (isExcused: boolean) => void
  readonly close: () => void
}

interface KeptView extends ClientView {
  readonly key: string
  /** The link changed while figures were pending: the flush takes it along. */
  owesLink: boolean
  /** Counts while no screen watches it. */
  unwatchedSince: number
  /** When a flush last took a heartbeat along. */
  heartbeatAt: number
}

/** A flush takes a heartbeat along when one would soon be due: one write instead of two. */
const beatWithFlushAfterMs = 600
/** A screen that reconnects within this time still finds the flushes that it missed. */
const keepUnwatchedMs = 60_000
/** Past this many views, those that no screen watches go at once. */
const maxViews = 16

export function createViews(deps: {
  readonly stream: Stream
  readonly clocks: Clocks
  readonly meter: FanOutMeter
  readonly frames: LinkFrames
  readonly failures: FailureLog
  /** A flush is due: what is still unread should go with it. */
  readonly onDue: () => void
  /** A view was flushed; the fastest of all is flushed again in so many milliseconds, not before. */
  readonly onFlushed: (fastestPaceMs: number) => void
}): Views {
  const { stream, clocks, meter, frames, failures } = deps
  const now = clocks.monotonic
  const views = new Map<string, KeptView>()

  /** What goes wrong with one screen is its own affair. */
  function forEachWatcher({ watchers }: KeptView, run: (screen: Client) => void): void {
    for (const watcher of watchers) {
      try {
        run(watcher.screen)
      } catch (error) {
        failures.failed('a screen', error)
        watcher.fail()
      }
    }
  }

  /** What goes wrong with one view is its own affair: it is made anew, and its screens start from a snapshot. */
  function failed(kept: KeptView, error: unknown): void {
    failures.failed('a view', error)
    kept.view.close()
    if (views.get(kept.key) === kept) views.delete(kept.key)
    for (const { restart } of [...kept.watchers]) restart()
  }

  function forEachView(run: (kept: KeptView) => void): void {
    for (const kept of [...views.values()]) {
      try {
        run(kept)
      } catch (error) {
        failed(kept, error)
      }
    }
  }

  function flushed(kept: KeptView, flush: Flush): void {
    const takesBeat = kept.owesLink || flush.at - kept.heartbeatAt >= beatWithFlushAfterMs
    kept.owesLink = false
    if (takesBeat) kept.heartbeatAt = flush.at
    const sent = takesBeat
      ? {
          ...flush,
          hasHeartbeat: true as const,
          frame: concatFrames(flush.frame, frames.heartbeat(kept.view.link())),
        }
      : flush
    forEachWatcher(kept, (screen) => {
      screen.flushed(sent)
    })
    deps.onFlushed(Math.min(...[...views.values()].map((each) => each.view.paceMs)))
  }

  function create(key: string, wanted: ViewSpec): KeptView {
    const watchers = new Set<ViewClient>()
    const view = createView({
      ...{ stream, wanted, clocks, meter, onDue: deps.onDue },
      onFlush: (flush) => {
        flushed(kept, flush)
      },
      onFailed: (error) => {
        failed(kept, error)
      },
    })
    const kept: KeptView = {
      ...{ key, view, watchers, owesLink: false },
      unwatchedSince: now(),
      heartbeatAt: -Infinity,
      watcherLeft(watcher) {
        if (watchers.delete(watcher) && watchers.size === 0) kept.unwatchedSince = now()
      },
    }
    return kept
  }

  function dropUnwatched(keepMs: number, wanted?: KeptView): void {
    for (const kept of views.values()) {
      const { key, view, watchers, unwatchedSince } = kept
      if (kept === wanted || watchers.size > 0 || now() - unwatchedSince < keepMs) continue
      view.close()
      views.delete(key)
    }
  }

  return {
    find(wanted) {
      const key = viewKey(wanted)
      const kept = views.get(key) ?? create(key, wanted)
      views.set(key, kept)
      if (views.size > maxViews) dropUnwatched(0, kept)
      return kept
    },
    changed(notice) {
      forEachView(({ view }) => {
        view.changed(notice)
      })
    },
    directoryChanged() {
      forEachView(({ view }) => {
        view.directoryChanged()
      })
    },
    linkChanged() {
      forEachView((kept) => {
        kept.owesLink = kept.view.link() !== stream.link()
        forEachWatcher(kept, (screen) => {
          screen.tellLink()
        })
      })
    },
    check(isExcused) {
      forEachView((kept) => {
        forEachWatcher(kept, (screen) => {
          screen.heartbeat()
          screen.checkLag(isExcused)
        })
      })
      dropUnwatched(keepUnwatchedMs)
    },
    close() {
      for (const { view } of views.values()) view.close()
    },
  }
}
