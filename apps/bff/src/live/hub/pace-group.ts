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
  /** Sends what waits. The changes hold all rows of its selection that changed since the previous flush. */
  readonly flush: (changes: readonly Change[]) => void
}

/**
 * The views of one pace. They are flushed together, so that the frames of a busy Five9 wait for one instant. What
 * changes in between is merged once, and each view gets its part of the merged change. That part may be more than what
 * has changed since the view's last snapshot: it holds final values, and leads to the same rows.
 */
export interface PaceGroup<View extends GroupedView> {
  readonly add: (view: View) => void
  readonly remove: (view: View) => void
  /** The view sends a snapshot of its new selection: nothing waits for its flush. */
  readonly selectionChanged: (view: View) => void
  readonly changed: (notice: Extract<StreamNotice, { type: 'changes' }>) => void
  readonly isEmpty: () => boolean
  /** Drops what waits. */
  readonly close: () => void
}

export function createPaceGroup<View extends GroupedView>(deps: {
  /** The shortest time between two flushes. */
  readonly paceMs: number
  readonly clocks: Pick<Clocks, 'monotonic'>
  /** A flush that waited is due: what is read before the end of the turn is flushed too. */
  readonly onDue: () => void
  /** Views were flushed. */
  readonly onFlushed: () => void
  /** The changes of this view are lost: it must be removed. Other views are flushed. */
  readonly onFailed: (view: View, error: unknown) => void
}): PaceGroup<View> {
  const { clocks } = deps
  const index = createRowIndex<View>()
  const idle = new Set<View>()
  let pending = new Set<View>()
  const merger = createChangeMerger()
  const schedule = createFlushSchedule({
    ...{ paceMs: deps.paceMs, now: clocks.monotonic, flush, onDue: deps.onDue, onFailed: failAll },
  })

  function failAll(error: unknown): void {
    merger.take()
    for (const view of [...idle, ...pending]) deps.onFailed(view, error)
  }

  function flush(): void {
    const changes = merger.take()
    if (pending.size === 0) return
    const due = pending
    pending = new Set()
    for (const view of due) idle.add(view)
    const parts = index.split(changes)
    for (const view of due) {
      if (!idle.has(view)) continue // removed, because another view of this flush failed or was closed
      try {
        view.flush(parts.get(view) ?? [])
      } catch (error) {
        deps.onFailed(view, error)
      }
    }
    deps.onFlushed()
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
    idle.delete(view)
    pending.delete(view)
  }

  return {
    add(view) {
      index.set(view, view.selection())
      idle.add(view)
    },
    remove,
    selectionChanged(view) {
      if (!idle.has(view) && !pending.has(view)) return
      pending.delete(view)
      idle.add(view)
      index.set(view, view.selection())
    },
    changed({ changes, queues, asOf }) {
      try {
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
    isEmpty: () => idle.size + pending.size === 0,
    close: schedule.cancel,
  }
}
