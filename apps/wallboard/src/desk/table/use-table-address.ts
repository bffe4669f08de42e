import { useMemo } from 'react'
import type { DeskColumn } from './desk-column.ts'
import {
  addressQueryOf,
  effectiveQuery,
  TableQuery,
  tableStateOf,
  type TableState,
} from './table-address-state.ts'
import { useLateQuery } from './use-late-query.ts'

/** A saved view as the address names it. */
export interface NamedView {
  readonly id: string
  readonly query: TableQuery
}

/**
 * The state of the page's table, which is in the address: a reload, a link and the browser's back restore it. `findView`
 * returns the saved view that the address names. Pass the same function while the views are the same.
 */
export function useTableAddress(
  columns: readonly DeskColumn[],
  findView?: (id: string) => NamedView | undefined,
) {
  const late = useLateQuery()
  const address = useMemo(() => TableQuery.parse(late.query), [late.query])
  const view = address.view === undefined ? undefined : findView?.(address.view)
  const state = useMemo(
    () => tableStateOf(effectiveQuery(address, view?.query), columns),
    [address, view, columns],
  )

  /** Shows another state. Typing replaces the address, a choice is a step that the browser's back undoes. */
  function change(changed: Partial<TableState>, isTyping = false): void {
    late.change(() => addressQueryOf({ ...state, ...changed }, columns, view), isTyping)
  }

  /** Shows a saved view as it was saved; undefined: the table without any choice. */
  function showView(id: string | undefined): void {
    late.change(() => (id === undefined ? {} : { view: id }), false)
  }

  return { state, view, change, showView }
}
