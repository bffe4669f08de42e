import { setField } from './row-difference.ts'
import type { Change, Row } from './row.ts'

/** The pending changes of one row: whether it was removed, then added or merged into. */
interface RowHistory {
  isRemoved: boolean
  isAdded: boolean
  /** The row that was added, or the fields that were merged. */
  row: Row | undefined
  /** The same object when it is a copy of the merger's own: further fields are set in place. */
  own: (Record<string, unknown> & Row) | undefined
}

function mergeInto(history: RowHistory, row: Row): void {
  if (history.row === undefined) {
    history.row = row
    return
  }
  const own = (history.own ??= { ...history.row })
  history.row = own
  for (const field in row) setField(own, field, row[field])
}

function record(histories: Map<string, RowHistory>, change: Change): void {
  function historyOf(id: string): RowHistory {
    const known = histories.get(id)
    if (known !== undefined) return known
    const created = { isRemoved: false, isAdded: false, row: undefined, own: undefined }
    histories.set(id, created)
    return created
  }
  for (const id of change.removed)
    histories.set(id, { isRemoved: true, isAdded: false, row: undefined, own: undefined })
  for (const row of change.added) {
    const history = historyOf(row.id)
    history.isAdded = true
    mergeInto(history, row)
  }
  for (const row of change.updated) mergeInto(historyOf(row.id), row)
}

/**
 * Collects changes and merges them into one. The merged change holds final values, so it also leads from any state in
 * between to the same result: a client may apply it after part of the changes.
 */
export interface ChangeMerger {
  readonly add: (changes: readonly Change[]) => void
  /** Returns one change per source with the same result as all added changes in their order, and starts again. */
  readonly take: () => readonly Change[]
}

/** The cost of `add` is proportional to the added change, not to what is pending. */
export function createChangeMerger(): ChangeMerger {
  let sources = new Map<string, Map<string, RowHistory>>()
  return {
    add(changes) {
      for (const change of changes) {
        const histories = sources.get(change.dataSource) ?? new Map<string, RowHistory>()
        record(histories, change)
        sources.set(change.dataSource, histories)
      }
    },
    take() {
      const taken = sources
      sources = new Map()
      return [...taken].map(([dataSource, histories]) => ({
        dataSource,
        removed: [...histories].filter(([, { isRemoved }]) => isRemoved).map(([id]) => id),
        added: [...histories.values()].flatMap(({ row, isAdded }) => (isAdded && row ? [row] : [])),
        updated: [...histories.values()].flatMap(({ row, isAdded }) => (!isAdded && row ? [row] : [])),
      }))
    },
  }
}
