import { waitField, type Fields, type Source } from './rows.ts'

/** The part of one event 5012 about one source. */
export interface Increment {
  readonly dataSource: Source
  readonly added: readonly Fields[]
  readonly updated: readonly Fields[]
  readonly removed: readonly string[]
}

/** The rows that Five9's statistics events have reported last, and what has changed since. */
export interface ReportedRows {
  /** What has changed in a source since its last report; undefined when nothing has. `isPartial`: only changed fields. */
  readonly increment: (dataSource: Source, isPartial: boolean) => Increment | undefined
  /** All rows of a source as they are now; they count as reported. */
  readonly full: (source: Source) => readonly Fields[]
  /** The rows that were reported last. */
  readonly rows: (source: Source) => ReadonlyMap<string, Fields>
}

/** Waits grow all the time: they are reported with other changes, never alone. */
const differs = (a: Fields, b: Fields, field: string) => field !== waitField && a[field] !== b[field]

function partOf(row: Fields, changedFields: readonly string[]): Fields {
  const kept = new Set(['id', waitField, ...changedFields])
  return { id: row.id, ...Object.fromEntries(Object.entries(row).filter(([field]) => kept.has(field))) }
}

/** @param currentRows all rows of a source as they are now */
export function createReportedRows(currentRows: (source: Source) => readonly Fields[]): ReportedRows {
  const reported: Record<Source, Map<string, Fields>> = { ACD_STATUS: new Map(), AGENT_STATE: new Map() }

  return {
    increment(dataSource, isPartial) {
      const before = reported[dataSource]
      const added: Fields[] = []
      const updated: Fields[] = []
      const present = new Set<string>()
      for (const row of currentRows(dataSource)) {
        present.add(row.id)
        const last = before.get(row.id)
        if (last === undefined) added.push(row)
        else {
          const changed = Object.keys(row).filter((field) => differs(last, row, field))
          if (changed.length === 0) continue
          updated.push(isPartial ? partOf(row, changed) : row)
        }
        before.set(row.id, row)
      }
      const removed = [...before.keys()].filter((id) => !present.has(id))
      for (const id of removed) before.delete(id)
      if (added.length + updated.length + removed.length === 0) return undefined
      return { dataSource, added, updated, removed }
    },
    full(source) {
      const rows = currentRows(source)
      reported[source].clear()
      for (const row of rows) reported[source].set(row.id, row)
      return rows
    },
    rows: (source) => reported[source],
  }
}
