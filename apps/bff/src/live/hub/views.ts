import type { Clocks, Pace, ViewSpec } from '@wallboard/relay'
import type { FailureLog } from './failure-log.ts'
import type { LinkFrames } from './link-frames.ts'
import type { FanOutMeter } from './meter.ts'
import { createPaceGroup, type PaceGroup } from './pace-group.ts'
import { viewKey } from './projection.ts'
import type { Stream, StreamNotice } from '../../upstream/stream.ts'
import type { View } from './view.ts'
import { createWatchedView, type WatchedView } from './watched-view.ts'

/**
 * The views of one stream, by view spec. A view with very many clients is divided into two halves, which are flushed in turn:
 * docs/decisions/0053.
 */
export interface Views {
  /** The view for this spec, of a divided one the half with fewer clients; it is created when there is none. */
  readonly find: (spec: ViewSpec) => WatchedView
  readonly changed: (notice: Extract<StreamNotice, { type: 'changes' }>) => void
  readonly directoryChanged: () => void
  readonly linkChanged: () => void
  readonly alertsChanged: () => void
  /** The stream has a new epoch: all clients start again from a snapshot. */
  readonly restart: () => void
  /** Sends heartbeats that are due, checks which clients lag, and drops unwatched views; called twice a second. */
  readonly check: (isExcused: boolean) => void
  readonly close: () => void
}

/** The shortest time between two flushes. */
const paceMs: Readonly<Record<Pace, number>> = { wall: 250, desk: 100 }
/** A thousand writes take 50 ms, during which other sockets and timers would wait. */
const flushSliceMs = 10

/** A view with this many clients is divided: a flush of all would take 35 ms, and the last ones would wait for the others. */
const maxClientsOfHalf = 1_500

type Half = 'first' | 'second'

/** Of a view by its key, and of a group by its pace. */
const idOf = (name: string, half: Half): string => (half === 'first' ? name : `${name} ${half}`)

/** A client that reconnects within this time can still resume. */
const keepUnwatchedMs = 60_000
/**
 * This many views without clients are kept: the displays of all boards of a site lose their connection together. Each of them
 * is encoded with each flush, ten times a second at the pace of desks.
 */
const maxUnwatched: Readonly<Record<Pace, number>> = { wall: 64, desk: 16 }

/** Of too many views without clients those that have had none for the longest time. */
function surplusOf(views: Iterable<WatchedView>, pace: Pace): readonly WatchedView[] {
  const unwatched = [...views].filter(
    (watched) => watched.pace === pace && watched.unwatchedMs() !== undefined,
  )
  const tooMany = unwatched.length - maxUnwatched[pace]
  if (tooMany <= 0) return []
  return unwatched.sort((a, b) => (b.unwatchedMs() ?? 0) - (a.unwatchedMs() ?? 0)).slice(0, tooMany)
}

export function createViews(deps: {
  readonly stream: Stream
  readonly clocks: Clocks
  readonly instants: Clocks
  readonly isStepped: boolean
  readonly meter: FanOutMeter
  readonly frames: LinkFrames
  readonly failures: FailureLog
  /** A flush that waited is due: what is read now is flushed too. */
  readonly onDue: () => void
  /** Views were flushed. The next flush of any view is in `untilNextMs` at the earliest. */
  readonly onFlushed: (untilNextMs: number) => void
}): Views {
  const { stream, clocks, instants, isStepped, meter, frames, failures } = deps
  const views = new Map<string, WatchedView>()
  /** Paces are independent: a slow view does not delay a fast one. */
  const groups = new Map<string, PaceGroup<View>>()

  /** An error of one view is contained: the view is rebuilt, and its clients start again from a snapshot. */
  function rebuild(failed: WatchedView, error: unknown): void {
    failures.failed('a view', error)
    if (views.get(failed.id) === failed) views.delete(failed.id)
    failed.rebuild()
  }

  function forEachView(run: (watched: WatchedView) => void): void {
    for (const watched of [...views.values()]) {
      try {
        run(watched)
      } catch (error) {
        rebuild(watched, error)
      }
    }
  }

  function createGroup(pace: Pace, half: Half): PaceGroup<View> {
    return createPaceGroup<View>({
      ...{ paceMs: paceMs[pace], clocks, onDue: deps.onDue },
      // In the middle between two flushes of the first half.
      ...(half === 'second' && { grid: () => groupOf(pace, 'first').grid() + paceMs[pace] / 2 }),
      // The instant of a step is sent with its changes, before the next one.
      sliceMs: isStepped ? Infinity : flushSliceMs,
      onFlushed() {
        const watched = [...groups.values()].filter((group) => group.isWatched())
        // Without clients no flush follows: reading must not wait for one.
        if (watched.length > 0) deps.onFlushed(Math.min(...watched.map((group) => group.untilFlushMs())))
      },
      onFailed(view, error) {
        for (const watched of views.values()) if (watched.view === view) rebuild(watched, error)
      },
    })
  }

  function groupOf(pace: Pace, half: Half): PaceGroup<View> {
    const id = idOf(pace, half)
    const group = groups.get(id) ?? createGroup(pace, half)
    groups.set(id, group)
    return group
  }

  function halfOf(spec: ViewSpec, half: Half): WatchedView {
    const key = viewKey(spec)
    const id = idOf(key, half)
    const group = groupOf(spec.pace, half)
    group.flushUnwatched()
    const known = views.get(id)
    if (known !== undefined) return known
    const watched = createWatchedView({ key, id }, spec, {
      ...{ stream, clocks, instants, isStepped, meter, frames, failures, group },
    })
    for (const tooMany of surplusOf(views.values(), spec.pace)) drop(tooMany)
    views.set(id, watched)
    return watched
  }

  /** The clients of a stream of the past are few, and are sent each step at once. */
  function viewFor(spec: ViewSpec): WatchedView {
    const first = halfOf(spec, 'first')
    if (isStepped || first.clientCount() < maxClientsOfHalf) return first
    const second = halfOf(spec, 'second')
    return second.clientCount() < first.clientCount() ? second : first
  }

  function closeGroups(): void {
    for (const group of groups.values()) group.close()
    groups.clear()
  }

  function drop(watched: WatchedView): void {
    watched.close()
    views.delete(watched.id)
  }

  function dropUnwatched(): void {
    for (const watched of views.values()) if ((watched.unwatchedMs() ?? 0) >= keepUnwatchedMs) drop(watched)
  }

  return {
    find: viewFor,
    changed(notice) {
      for (const group of groups.values()) group.changed(notice)
    },
    directoryChanged() {
      forEachView((watched) => {
        watched.directoryChanged()
      })
    },
    linkChanged() {
      const link = stream.link()
      forEachView((watched) => {
        watched.linkChanged(link)
      })
    },
    alertsChanged() {
      forEachView((watched) => {
        watched.alertsChanged()
      })
    },
    restart() {
      closeGroups() // nothing of the former epoch follows
      for (const watched of [...views.values()]) {
        views.delete(watched.id)
        watched.rebuild()
      }
    },
    check(isExcused) {
      forEachView((watched) => {
        watched.check(isExcused)
      })
      dropUnwatched()
    },
    close: closeGroups,
  }
}
