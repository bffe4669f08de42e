import type { ComponentType, ThHTMLAttributes } from 'react'
import type { CreateCell } from './drawn-cell.ts'

/** The value that a column sorts by; undefined where it is not known. */
export type SortValue = string | number | undefined

/** The column that a table is sorted by. */
export interface ColumnSort {
  readonly column: string
  readonly isDescending: boolean
}

/** What a cell of a rendered column gets: the id of its row. The cell subscribes to the figures that it shows. */
export interface DeskCellProps {
  readonly id: string
}

/** What all columns of desk tables have. Create columns once, in a memo: a new array renders all rows. */
export interface DeskColumn {
  /** Identifies the column in addresses and saved views. */
  readonly id: string
  readonly title: string
  /** What the column shows, for hover and for screen readers. */
  readonly definition?: string | undefined
  /** Figures are aligned to the end. */
  readonly align: 'start' | 'end'
  /** CSS pixels, or a length of CSS; undefined for a column that shares the rest of the table with others like it. */
  readonly width?: number | string | undefined
  /** The narrowest that a column without a width in pixels may become, in CSS pixels. */
  readonly minWidth?: number
  /**
   * Hidden where the table would be wider than its place, those with higher numbers first, unless the person chose the
   * columns. Undefined: never; the table scrolls.
   */
  readonly yields?: number
  /** Hidden until the person chooses it. */
  readonly isOptional?: boolean
  /** The column that names the row: it cannot be hidden, and is the header of its row. */
  readonly isRowHeader?: boolean
  /** Without it the column cannot be sorted by. */
  readonly sortValue?: (id: string) => SortValue
  /** The column in a downloaded file, with its unit in the title. Default: the title and the value to sort by. */
  readonly exported?: { readonly title: string; readonly value: (id: string) => SortValue }
  /** The first direction of a sort. Default: figures descending, texts ascending. */
  readonly isDescendingFirst?: boolean
}

/** A column whose cells React renders: for tables of some dozens of rows. */
export interface RenderedColumn extends DeskColumn {
  readonly Cell: ComponentType<DeskCellProps>
}

/** A column whose cells are drawn without React: for tables of thousands of rows. */
export interface DrawnColumn extends DeskColumn {
  readonly createCell: CreateCell
}

/** Whether the first sort by a column is descending. */
export const isDescendingFirst = ({ isDescendingFirst: stated, align }: DeskColumn): boolean =>
  stated ?? align === 'end'

/** The value of `aria-sort` for a column; undefined where the table is not sorted by it. */
export function ariaSortOf(
  { id }: Pick<DeskColumn, 'id'>,
  sort: ColumnSort | undefined,
): ThHTMLAttributes<HTMLTableCellElement>['aria-sort'] {
  if (sort?.column !== id) return undefined
  return sort.isDescending ? 'descending' : 'ascending'
}

/** The ids of the columns that a table shows at first. */
export const defaultColumns = (columns: readonly DeskColumn[]): readonly string[] =>
  columns.flatMap(({ id, isOptional = false }) => (isOptional ? [] : [id]))

/** The columns to show: the chosen ones in the order of the table, and the one that names the row. */
export function shownColumns<Column extends DeskColumn>(
  columns: readonly Column[],
  chosen: readonly string[] = defaultColumns(columns),
): readonly Column[] {
  return columns.filter(({ id, isRowHeader = false }) => isRowHeader || chosen.includes(id))
}

/** Of a column that states neither width nor minimum, in CSS pixels. */
const defaultMinWidth = 140

/** The width that the columns need, in CSS pixels. */
export const minWidthOf = (columns: readonly DeskColumn[]): number =>
  columns.reduce(
    (sum, { width, minWidth = defaultMinWidth }) => sum + (typeof width === 'number' ? width : minWidth),
    0,
  )

/** The columns that fit into a width, in CSS pixels: those that yield are left out one after the other. */
export function fittingColumns<Column extends DeskColumn>(
  columns: readonly Column[],
  available: number,
): readonly Column[] {
  let fitting = columns
  const yielding = columns.filter((column) => column.yields !== undefined)
  yielding.sort((a, b) => (b.yields ?? 0) - (a.yields ?? 0))
  for (const column of yielding) {
    if (minWidthOf(fitting) <= available) break
    fitting = fitting.filter((each) => each !== column)
  }
  return fitting
}
