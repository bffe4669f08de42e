import type { Clocks } from '@wallboard/relay'
import { createChangeMerger, type Change, type Row } from '@wallboard/statistics'
import type { QueueName } from '@wallboard/five9/events'
import { createFlushSchedule } from './flush-schedule.ts'
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
 * has changed since the view's last snapshot: it holds final values, and leads to the same rows.
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
  readonly isEmpty: () => boolean
  /** Drops what waits. */
  readonly close: () => void
}

export function createPaceGroup<View extends GroupedView>(deps: {
  /** The shortest time between two flushes. */
  readonly paceMs: number
  /** After so long views are flushed in the next turn of the event loop, at least one in each. */
  readonly sliceMs: number
  readonly clocks: Pick<Clocks, 'monotonic'>
  /** A flush that waited is due: what is read before the end of the turn is flushed too. */
  readonly onDue: () => void
  /** All views were flushed. */
  readonly onFlushed: () => void
  /** The changes of this view are lost: it must be removed. Other views are flushed. */
  readonly onFailed: (view: View, error: unknown) => void
}): PaceGroup<View> {
  const { clocks } = deps
  const index = createRowIndex<View>()
  const idle = new Set<View>()
  let pending = new Set<View>()
  /** Views of a flush that is under way, with what they are sent. */
  let due = new Set<View>()
  let parts: ReadonlyMap<View, readonly Change[]> = new Map()
  let flushedAt: FlushedAt = { seq: 0, asOf: 0 }
  let nextSlice: NodeJS.Immediate | undefined
  const merger = createChangeMerger()
  const schedule = createFlushSchedule({
    ...{ paceMs: deps.paceMs, now: clocks.monotonic, flush, onDue: deps.onDue, onFailed: failAll },
  })

  function failAll(error: unknown): void {
    merger.take()
    for (const view of [...idle, ...pending, ...due]) deps.onFailed(view, error)
  }

  function flush(): void {
    const changes = merger.take()
    if (pending.size === 0) return
    due = pending
    pending = new Set()
    parts = index.split(changes)
    flushSlice(clocks.monotonic() + deps.sliceMs)
  }

  function flushSlice(endsAt: number): void {
    nextSlice = undefined
    for (const view of due) {
      due.delete(view)
      idle.add(view)
      try {
        view.flush(parts.get(view) ?? [], flushedAt)
      } catch (error) {
        deps.onFailed(view, error)
      }
      if (due.size > 0 && clocks.monotonic() >= endsAt) {
        nextSlice = setImmediate(() => {
          flushSlice(clocks.monotonic() + deps.sliceMs)
        })
        return
      }
    }
    parts = new Map()
    deps.onFlushed()
  }

  /** Flushes at once what is left of the flush that is under way. */
  function finishFlush(): void {
    if (nextSlice === undefined) return
    clearImmediate(nextSlice)
    flushSlice(Infinity)
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

  function remove(view: View): void {
    index.remove(view)
    for (const views of [idle, pending, due]) views.delete(view)
  }

  return {
    add(view) {
      index.set(view, view.selection())
      idle.add(view)
    },
    remove,
    selectionChanged(view) {
      if (![idle, pending, due].some((views) => views.has(view))) return
      pending.delete(view)
      due.delete(view)
      idle.add(view)
      index.set(view, view.selection())
    },
    changed({ changes, queues, seq, asOf }) {
      try {
        finishFlush()
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
        schedule.request()
      } catch (error) {
        failAll(error)
      }
    },
    isEmpty: () => idle.size + pending.size + due.size === 0,
    close() {
      schedule.cancel()
      clearImmediate(nextSlice)
    },
  }
}
