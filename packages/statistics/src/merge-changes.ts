import type { Change, Row } from './row.ts'

/** The pending changes of one row: whether it was removed, then added, then merged into. */
interface RowHistory {
  readonly isRemoved: boolean
  readonly added: Row | undefined
  readonly updated: Row | undefined
}

const untouched: RowHistory = { isRemoved: false, added: undefined, updated: undefined }
const removal: RowHistory = { isRemoved: true, added: undefined, updated: undefined }

const mergeRow = (older: Row | undefined, newer: Row): Row =>
  older === undefined ? newer : { ...older, ...newer }

function record(histories: Map<string, RowHistory>, change: Change): void {
  for (const id of change.removed) histories.set(id, removal)
  for (const row of change.added) {
    const history = histories.get(row.id) ?? untouched
    histories.set(row.id, {
      ...history,
      added: mergeRow(mergeDefined(history.added, history.updated), row),
      updated: undefined,
    })
  }
  for (const row of change.updated) {
    const history = histories.get(row.id) ?? untouched
    histories.set(
      row.id,
      history.added === undefined
        ? { ...history, updated: mergeRow(history.updated, row) }
        : { ...history, added: mergeRow(history.added, row) },
    )
  }
}

function mergeDefined(older: Row | undefined, newer: Row | undefined): Row | undefined {
  return newer === undefined ? older : mergeRow(older, newer)
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
        added: [...histories.values()].flatMap(({ added }) => added ?? []),
        updated: [...histories.values()].flatMap(({ updated }) => updated ?? []),
      }))
    },
  }
}
