import type { Change, Row } from '@wallboard/statistics'

/** The rows that a view shows, by data source. A data source that is not in it is not shown. */
export type Selection = ReadonlyMap<string, 'all' | ReadonlySet<string>>

/**
 * Finds the views that show a row, so that the cost of a row depends on how many views show it, and not on how many
 * views exist.
 */
export interface RowIndex<View> {
  /** Adds a view, or replaces its selection. */
  readonly set: (view: View, selection: Selection) => void
  readonly remove: (view: View) => void
  /** The changes without the rows that no view shows. */
  readonly shown: (changes: readonly Change[]) => readonly Change[]
  readonly viewsOf: (dataSource: string, id: string) => Iterable<View>
  /** The parts of the changes with rows that each view shows. Each row is looked up once. */
  readonly split: (changes: readonly Change[]) => ReadonlyMap<View, readonly Change[]>
}

interface SourceViews<View> {
  /** Views that show every row. */
  readonly ofAll: Set<View>
  readonly byId: Map<string, Set<View>>
}

interface MutableChange {
  readonly dataSource: string
  readonly added: Row[]
  readonly updated: Row[]
  readonly removed: string[]
}

export function createRowIndex<View>(): RowIndex<View> {
  const sources = new Map<string, SourceViews<View>>()
  const selections = new Map<View, Selection>()

  function add(view: View, dataSource: string, ids: 'all' | ReadonlySet<string>): void {
    const own: SourceViews<View> = sources.get(dataSource) ?? { ofAll: new Set(), byId: new Map() }
    sources.set(dataSource, own)
    if (ids === 'all') own.ofAll.add(view)
    else for (const id of ids) own.byId.set(id, (own.byId.get(id) ?? new Set()).add(view))
  }

  function removeFrom(view: View, dataSource: string, ids: 'all' | ReadonlySet<string>): void {
    const own = sources.get(dataSource)
    if (own === undefined) return
    own.ofAll.delete(view)
    if (ids === 'all') return
    for (const id of ids) {
      const views = own.byId.get(id)
      views?.delete(view)
      if (views?.size === 0) own.byId.delete(id)
    }
  }

  function remove(view: View): void {
    for (const [dataSource, ids] of selections.get(view) ?? []) removeFrom(view, dataSource, ids)
    selections.delete(view)
  }

  function* viewsOf(dataSource: string, id: string): Iterable<View> {
    const own = sources.get(dataSource)
    if (own === undefined) return
    yield* own.ofAll
    yield* own.byId.get(id) ?? []
  }

  function shownPart(change: Change): Change | undefined {
    const own = sources.get(change.dataSource)
    if (own === undefined) return undefined
    if (own.ofAll.size > 0) return change
    const isShown = ({ id }: Row) => own.byId.has(id)
    const added = change.added.filter(isShown)
    const updated = change.updated.filter(isShown)
    const removed = change.removed.filter((id) => own.byId.has(id))
    if (added.length + updated.length + removed.length === 0) return undefined
    return { dataSource: change.dataSource, added, updated, removed }
  }

  /** The parts of one change for the views that show some of its rows. */
  function splitById(change: Change, byId: SourceViews<View>['byId']): ReadonlyMap<View, MutableChange> {
    const parts = new Map<View, MutableChange>()
    const { dataSource } = change
    const partOf = (view: View): MutableChange => {
      const known = parts.get(view)
      if (known !== undefined) return known
      const part = { dataSource, added: [], updated: [], removed: [] }
      parts.set(view, part)
      return part
    }
    for (const id of change.removed) for (const view of byId.get(id) ?? []) partOf(view).removed.push(id)
    for (const row of change.added) for (const view of byId.get(row.id) ?? []) partOf(view).added.push(row)
    for (const row of change.updated)
      for (const view of byId.get(row.id) ?? []) partOf(view).updated.push(row)
    return parts
  }

  return {
    set(view, selection) {
      remove(view)
      selections.set(view, selection)
      for (const [dataSource, ids] of selection) add(view, dataSource, ids)
    },
    remove,
    shown: (changes) => changes.flatMap((change) => shownPart(change) ?? []),
    viewsOf,
    split(changes) {
      const parts = new Map<View, Change[]>()
      const give = (view: View, change: Change) => {
        const own = parts.get(view)
        if (own === undefined) parts.set(view, [change])
        else own.push(change)
      }
      for (const change of changes) {
        const own = sources.get(change.dataSource)
        if (own === undefined) continue
        for (const view of own.ofAll) give(view, change)
        for (const [view, part] of splitById(change, own.byId)) give(view, part)
      }
      return parts
    },
  }
}
