import { useQuery } from '@tanstack/react-query'
import type { SavedView, ViewPage } from '@wallboard/relay/rest/views'
import { useCallback, useMemo } from 'react'
import { viewQueries } from '../../api/view-queries.ts'
import { TableQuery } from '../table/table-address-state.ts'
import type { NamedView } from '../table/use-table-address.ts'

/** The saved views of a page, and those that this version cannot read. */
export interface SavedViews {
  readonly list: readonly SavedView[]
  /** The view that an address names. The same function and the same result while the views are the same. */
  readonly find: (id: string) => NamedView | undefined
}

const none: readonly SavedView[] = []

/** Whether a list of views for a page has a view: also one that is not readable, whose page is not known. */
const isOfPage = ({ shows }: SavedView, page: ViewPage): boolean => shows === null || shows.page === page

export function useSavedViews(page: ViewPage): SavedViews {
  const { data = none } = useQuery(viewQueries.all())
  const list = useMemo(() => data.filter((view) => isOfPage(view, page)), [data, page])
  const named = useMemo(
    () =>
      new Map(
        list.flatMap(({ id, shows }): [string, NamedView][] =>
          shows === null ? [] : [[id, { id, query: TableQuery.parse(shows.query) }]],
        ),
      ),
    [list],
  )
  const find = useCallback((id: string) => named.get(id), [named])
  return { list, find }
}
