import { hasOwn } from './has-own.ts'
import { mergeFieldsInto } from './row-difference.ts'
import { isTotalsId, type Change, type Row } from './row.ts'
import { createSourceTable } from './source-table.ts'
import { hasRunningWait, waitField } from './wait-clock.ts'

/**
 * The rows of one data source after changes, exactly as `Statistics` has them, for code that does not need to know what
 * differed: rows are changed in place, which takes a third of the time.
 */
export interface RowFold {
  /** Applies one change. The rows of the change stay as they are. */
  readonly applyChange: (change: Change) => void
  /** A row as it is until the next change. */
  readonly row: (id: string) => Row | undefined
  /** All rows, totals first, as they are until the next change. */
  readonly currentRows: () => readonly Row[]
  /** All rows, totals first. Later changes do not change them: each is copied before its next change. */
  readonly rows: () => readonly Row[]
}

type OwnRow = Record<string, unknown> & { readonly id: string; asOf: number }

interface FoldedRow {
  row: Row
  /** The same row when it is a copy of the fold's own; undefined while callers hold it. */
  own: OwnRow | undefined
}

function idsOf({ added, updated, removed }: Change): ReadonlySet<string> {
  const ids = new Set(removed)
  for (const { id } of added) ids.add(id)
  for (const { id } of updated) ids.add(id)
  return ids
}

/**
 * @param initial the rows before the first change
 * @param isOwner whether nobody else holds the initial rows: they are changed in place, too
 */
export function createRowFold(initial: readonly Row[] = [], isOwner = false): RowFold {
  const entities = new Map<string, FoldedRow>()
  const totals = new Map<string, FoldedRow>()
  const mapFor = (id: string) => (isTotalsId(id) ? totals : entities)

  function insert(row: Row): void {
    mapFor(row.id).set(row.id, { row, own: undefined })
  }

  for (const row of initial) mapFor(row.id).set(row.id, { row, own: isOwner ? row : undefined })

  function merge(row: Row): void {
    const known = mapFor(row.id).get(row.id)
    if (known === undefined) {
      insert(row)
      return
    }
    const own = (known.own ??= { ...known.row })
    known.row = own
    const wasRunning = hasRunningWait(own)
    const isRestated = hasOwn(row, waitField)
    const hasChanged = mergeFieldsInto(own, row)
    // A wait that runs on without a new value keeps its instant, and a repeated value dates it again.
    const hasNewInstant = hasChanged
      ? isRestated || !wasRunning || !hasRunningWait(own)
      : isRestated && wasRunning
    if (hasNewInstant) own.asOf = row.asOf
  }

  const rows = (): readonly Row[] => [...totals.values(), ...entities.values()].map(({ row }) => row)

  /** A change that names a row twice, such as one that lost a field: the states in between matter. */
  function applyInOrder(change: Change, ids: ReadonlySet<string>): void {
    const table = createSourceTable(change.dataSource)
    const data = [...ids].flatMap((id) => mapFor(id).get(id)?.row ?? [])
    table.applyFull([{ dataSource: change.dataSource, data }])
    table.applyChanges([change])
    for (const id of change.removed) mapFor(id).delete(id)
    table.full().data.forEach(insert)
  }

  return {
    applyChange(change) {
      const { added, updated, removed } = change
      const ids = idsOf(change)
      if (ids.size < added.length + updated.length + removed.length) {
        applyInOrder(change, ids)
        return
      }
      for (const id of removed) mapFor(id).delete(id)
      added.forEach(merge)
      updated.forEach(merge)
    },
    row: (id) => mapFor(id).get(id)?.row,
    currentRows: rows,
    rows() {
      for (const each of totals.values()) each.own = undefined
      for (const each of entities.values()) each.own = undefined
      return rows()
    },
  }
}
