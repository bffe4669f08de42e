import type { Clocks } from '@wallboard/relay'
import { createChangeMerger, type Change, type Row } from '@wallboard/statistics'
import type { QueueName } from '@wallboard/five9/events'
import { createFlushSchedule } from './flush-schedule.ts'
import { createFlushSlices } from './flush-slices.ts'
import { createRowIndex, type Selection } from './row-index.ts'
import type { StreamNotice } from '../../upstream/stream.ts'

/** A view as its group sees it. */
export interface GroupedView {
  /** The rows that it shows; they change only with the directory. */
  readonly selection: () => Selection
  /** True when an update of a row of its selection holds a field that it shows. */
  readonly showsUpdate: (dataSource: string, row: Row) => boolean
  /** Changes that it shows wait for the flush. `asOf`: when the first of them was received from Five9. */
  readonly beginPending: (asOf: number) => void
  /** Names of queues have changed. They wait for the flush. */
  readonly queuesChanged: (queues: readonly QueueName[]) => void
  /** Sends what waits. The changes hold all rows of its selection that changed since the previous flush, up to `at`. */
  readonly flush: (changes: readonly Change[], at: FlushedAt) => void
}

/** The last change of the stream that a flush holds. */
export type FlushedAt = Pick<ChangesNotice, 'seq' | 'asOf'>

type ChangesNotice = Extract<StreamNotice, { type: 'changes' }>

/**
 * The views of one pace. They are flushed together, so that the frames of a busy Five9 wait for one instant. What
 * changes in between is merged once, and each view gets its part of the merged change. That part may be more than what
 * has changed since the view's last snapshot: it holds final values, and leads to the same rows. While no view has a
 * client, nothing is flushed: what changes is merged until the next client comes, which may resume.
 *
 * Many views are flushed in slices, so that timers and sockets are served in between. All views of one flush have the same
 * position: when the stream changes meanwhile, those that are left are flushed first.
 */
export interface PaceGroup<View extends GroupedView> {
  readonly add: (view: View) => void
  readonly remove: (view: View) => void
  /** The view sends a snapshot of its new selection: nothing waits for its flush. */
  readonly selectionChanged: (view: View) => void
  readonly changed: (notice: ChangesNotice) => void
  /** A view has its first client, or has lost its last one. */
  readonly watched: () => void
  readonly unwatched: () => void
  readonly isWatched: () => boolean
  /** Milliseconds until its next flush; of a pace that may be flushed now, until the one after it. */
  readonly untilFlushMs: () => number
  /** An instant of the grid of its flushes; −Infinity before the first one. */
  readonly grid: () => number
  /** Flushes what has waited while no view had a client. Called before a client looks for a view. */
  readonly flushUnwatched: () => void
  /** Drops what waits. */
  readonly close: () => void
}

interface PaceGroupDeps<View> {
  /** The shortest time between two flushes. */
  readonly paceMs: number
  /** After this time views are flushed in the next turn of the event loop, at least one in each. */
  readonly sliceMs: number
  readonly clocks: Pick<Clocks, 'monotonic'>
  /** See `createFlushSchedule`. */
  readonly grid?: (() => number) | undefined
  /** A flush that waited is due: what is read now is flushed too. */
  readonly onDue: () => void
  /** All views were flushed. */
  readonly onFlushed: () => void
  /** The changes of this view are lost: it must be removed. Other views are flushed. */
  readonly onFailed: (view: View, error: unknown) => void
}

export function createPaceGroup<View extends GroupedView>(deps: PaceGroupDeps<View>): PaceGroup<View> {
  const { clocks } = deps
  const index = createRowIndex<View>()
  const idle = new Set<View>()
  let pending = new Set<View>()
  /** What the views of a flush that is under way are sent. */
  let parts: ReadonlyMap<View, readonly Change[]> = new Map()
  let flushedAt: FlushedAt = { seq: 0, asOf: 0 }
  let watchedViews = 0
  const merger = createChangeMerger()
  const slices = createFlushSlices<View>({
    ...{ sliceMs: deps.sliceMs, now: clocks.monotonic, flush: flushView },
    onEnd() {
      parts = new Map()
      deps.onFlushed()
    },
  })
  const schedule = createFlushSchedule({
    ...{ paceMs: deps.paceMs, now: clocks.monotonic, grid: deps.grid },
    ...{ flush, onDue: deps.onDue, onFailed: failAll },
  })

  function failAll(error: unknown): void {
    merger.take()
    for (const view of [...idle, ...pending, ...slices.left()]) deps.onFailed(view, error)
  }

  function flush(): void {
    const changes = merger.take()
    if (pending.size === 0) return
    const due = pending
    pending = new Set()
    parts = index.split(changes)
    slices.begin(due)
  }

  function flushView(view: View): void {
    idle.add(view)
    try {
      view.flush(parts.get(view) ?? [], flushedAt)
    } catch (error) {
      deps.onFailed(view, error)
    }
  }

  function beginPending(view: View, asOf: number): void {
    if (!idle.delete(view)) return
    pending.add(view)
    view.beginPending(asOf)
  }

  /** Only views without changes that wait are looked for: soon after a flush there are none left. */
  function markViewsOf({ dataSource, added, updated, removed }: Change, asOf: number): void {
    const mark = (id: string, shows: (view: View) => boolean) => {
      for (const view of index.viewsOf(dataSource, id))
        if (idle.has(view) && shows(view)) beginPending(view, asOf)
    }
    for (const id of removed) if (idle.size > 0) mark(id, () => true)
    for (const { id } of added) if (idle.size > 0) mark(id, () => true)
    for (const row of updated) if (idle.size > 0) mark(row.id, (view) => view.showsUpdate(dataSource, row))
  }

  /** Changes of rows that no view shows are not merged: what waits of such a row would not be its final value. */
  function dropUnshown(): void {
    const waiting = merger.take()
    if (pending.size > 0) merger.add(index.shown(waiting))
  }

  function remove(view: View): void {
    index.remove(view)
    for (const views of [idle, pending]) views.delete(view)
    slices.remove(view)
    dropUnshown()
  }

  return {
    add(view) {
      index.set(view, view.selection())
      idle.add(view)
    },
    remove,
    selectionChanged(view) {
      if (![idle, pending, slices.left()].some((views) => views.has(view))) return
      pending.delete(view)
      slices.remove(view)
      idle.add(view)
      index.set(view, view.selection())
      dropUnshown()
    },
    changed({ changes, queues, seq, asOf }) {
      try {
        slices.finish()
        flushedAt = { seq, asOf }
        if (queues !== undefined)
          for (const view of [...idle, ...pending]) {
            beginPending(view, asOf)
            view.queuesChanged(queues)
          }
        for (const change of changes) markViewsOf(change, asOf)
        // No view shows anything of it.
        if (pending.size === 0) return
        merger.add(index.shown(changes))
        if (watchedViews > 0) schedule.request()
      } catch (error) {
        failAll(error)
      }
    },
    watched() {
      watchedViews += 1
    },
    unwatched() {
      watchedViews -= 1
    },
    isWatched: () => watchedViews > 0,
    untilFlushMs: schedule.untilNextMs,
    grid: schedule.nextAt,
    flushUnwatched() {
      if (watchedViews > 0) return
      flush()
      slices.finish()
    },
    close() {
      schedule.cancel()
      slices.cancel()
    },
  }
}
