import { z } from 'zod/mini'
import { defaultColumns, type ColumnSort, type DeskColumn } from './desk-column.ts'

const text = z.optional(z.string())

/** The parameters of an address, or of a saved view, that say what a table shows. Unknown ones are ignored. */
export const TableQuery = z.object({ q: text, level: text, sort: text, cols: text, group: text, view: text })
export type TableQuery = z.infer<typeof TableQuery>

const levels = ['none', 'warn', 'critical'] as const
type FilteredLevel = (typeof levels)[number]

/** What the person chose to see of a table. */
export interface TableState {
  readonly text: string
  /** Empty: rows of all levels. */
  readonly levels: readonly FilteredLevel[]
  /** Undefined: the default order of the table. */
  readonly sort: ColumnSort | undefined
  /** Undefined: the columns that are not optional. */
  readonly columns: readonly string[] | undefined
  /** Undefined: all rows. */
  readonly group: string | undefined
}

type Columns = readonly DeskColumn[]

function sortOf(written: string | undefined, columns: Columns): ColumnSort | undefined {
  if (written === undefined) return undefined
  const isDescending = written.startsWith('-')
  const column = isDescending ? written.slice(1) : written
  const isSortable = columns.some(({ id, sortValue }) => id === column && sortValue !== undefined)
  return isSortable ? { column, isDescending } : undefined
}

function columnsOf(written: string | undefined, columns: Columns): readonly string[] | undefined {
  if (written === undefined || written === '') return undefined
  const names = new Set(written.split(','))
  const chosen = columns.flatMap(({ id, isRowHeader = false }) => (isRowHeader || names.has(id) ? [id] : []))
  const initial = defaultColumns(columns)
  const isInitial = chosen.length === initial.length && chosen.every((id) => initial.includes(id))
  return isInitial ? undefined : chosen
}

/** The same array each time: a table that is sorted does not filter its rows again. */
const allLevels: readonly FilteredLevel[] = []

function levelsOf(written = ''): readonly FilteredLevel[] {
  if (written === '') return allLevels
  const names = new Set(written.split(','))
  return levels.filter((level) => names.has(level))
}

/** Reads a table's state from parameters. Columns and levels that do not exist are ignored. */
export function tableStateOf(query: TableQuery, columns: Columns): TableState {
  return {
    text: query.q ?? '',
    levels: levelsOf(query.level),
    sort: sortOf(query.sort, columns),
    columns: columnsOf(query.cols, columns),
    group: query.group === '' ? undefined : query.group,
  }
}

/** The parameters of a state; a default is an empty text. The columns without the one that names the rows. */
function writtenState(state: TableState, columns: Columns) {
  const { text: q, levels: shown, sort, columns: chosen, group } = state
  const isChosen = ({ id, isRowHeader = false }: DeskColumn) => !isRowHeader && chosen?.includes(id) === true
  return {
    q,
    level: shown.join(),
    sort: sort === undefined ? '' : `${sort.isDescending ? '-' : ''}${sort.column}`,
    cols: columns
      .filter(isChosen)
      .map(({ id }) => id)
      .join(),
    group: group ?? '',
  }
}

/** The parameters of a state without defaults: what a saved view holds. */
export function savedQueryOf(state: TableState, columns: Columns): TableQuery {
  const entries = Object.entries(writtenState(state, columns)).filter(([, value]) => value !== '')
  return TableQuery.parse(Object.fromEntries(entries))
}

/**
 * The parameters of an address for a state. `view` is the saved view that the address names, whose parameters are left
 * out where the state has the same: a parameter that the view sets and the state does not is empty.
 */
export function addressQueryOf(
  state: TableState,
  columns: Columns,
  view?: { readonly id: string; readonly query: TableQuery },
): TableQuery {
  const saved: Readonly<Record<string, string | undefined>> = view?.query ?? {}
  const written = Object.entries(writtenState(state, columns)).filter(
    ([name, value]) => value !== (saved[name] ?? ''),
  )
  const all = view === undefined ? written : [...written, ['view', view.id]]
  return TableQuery.parse(Object.fromEntries(all))
}

/** The parameters that an address stands for: those of its view, replaced by its own. */
export const effectiveQuery = (address: TableQuery, view: TableQuery | undefined): TableQuery => ({
  ...view,
  ...Object.fromEntries(Object.entries(address).filter(([, value]) => value !== undefined)),
})
