import { isDescendingFirst, type ColumnSort, type DeskColumn } from './desk-column.ts'

/** The sort after a click on a column: its first direction, then the other one, then the table's default order. */
export function nextSort(column: DeskColumn, sort: ColumnSort | undefined): ColumnSort | undefined {
  const first = isDescendingFirst(column)
  if (sort?.column !== column.id) return { column: column.id, isDescending: first }
  return sort.isDescending === first ? { column: column.id, isDescending: !first } : undefined
}
