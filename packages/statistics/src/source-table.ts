import { changedFields, lacksField } from './row-difference.ts'
import type { Change, FullSource, Row } from './row.ts'

/** The rows of one data source. The map changes in place; rows never do, and an unchanged row keeps its identity. */
export interface SourceTable {
  readonly rows: Map<string, Row>
  isComplete: boolean
}

export function createSourceTable(): SourceTable {
  return { rows: new Map(), isComplete: false }
}

/** Collects what truly changed while rows are written. */
interface ChangeDraft {
  readonly dataSource: string
  readonly added: Row[]
  readonly updated: Row[]
  readonly removed: string[]
}

function createDraft(dataSource: string): ChangeDraft {
  return { dataSource, added: [], updated: [], removed: [] }
}

function finished(draft: ChangeDraft): Change | undefined {
  return draft.added.length + draft.updated.length + draft.removed.length === 0 ? undefined : draft
}

function upsert(table: SourceTable, row: Row, draft: ChangeDraft): void {
  const previous = table.rows.get(row.id)
  if (previous === undefined) {
    table.rows.set(row.id, row)
    draft.added.push(row)
    return
  }
  const changed = changedFields(previous, row)
  if (changed === undefined) return
  table.rows.set(row.id, { ...previous, ...changed })
  draft.updated.push(changed)
}

function remove(table: SourceTable, id: string, draft: ChangeDraft): void {
  if (table.rows.delete(id)) draft.removed.push(id)
}

/** Event 5000 for one source: its rows replace the table. Returns what truly changed, if anything. */
export function replaceRows(table: SourceTable, { dataSource, data }: FullSource): Change | undefined {
  const draft = createDraft(dataSource)
  const present = new Set(data.map(({ id }) => id))
  for (const id of [...table.rows.keys()]) if (!present.has(id)) remove(table, id, draft)
  for (const row of data) {
    const previous = table.rows.get(row.id)
    if (previous !== undefined && lacksField(previous, row)) remove(table, row.id, draft)
    upsert(table, row, draft)
  }
  table.isComplete = true
  return finished(draft)
}

/**
 * Event 5012 for one source: removed, then added, then updated, by shallow merge; an update of an unknown row adds
 * it. Applying the same change again changes nothing. Returns what truly changed, if anything.
 */
export function applyRows(table: SourceTable, change: Change): Change | undefined {
  const draft = createDraft(change.dataSource)
  for (const id of change.removed) remove(table, id, draft)
  for (const row of change.added) upsert(table, row, draft)
  for (const row of change.updated) upsert(table, row, draft)
  return finished(draft)
}
