import { useEffect, useMemo, useRef, useState, type ComponentType, type ReactNode } from 'react'
import type { RowContent } from './body-rows.tsx'
import {
  fittingColumns,
  minWidthOf,
  shownColumns,
  type ColumnSort,
  type DeskColumn,
  type DrawnColumn,
  type RenderedColumn,
} from './desk-column.ts'
import { PlainRow, type DeskRowProps } from './desk-row.tsx'
import styles from './desk-table.module.css'
import { nextSort } from './next-sort.ts'
import type { DrawnRows } from './row-drawings.ts'
import { createReaderRanks, sortRows } from './sort-rows.ts'
import { TableBody } from './table-body.tsx'
import { TableHeader } from './table-header.tsx'
import { useRowOrder } from './use-row-order.ts'
import { useWidth } from './use-width.ts'

interface TableProps {
  /** Names the table for screen readers. */
  readonly label: string
  /** Ids of the columns to show; undefined: those that are not optional. */
  readonly chosenColumns?: readonly string[] | undefined
  /** Ids of the rows to show, in any order. Pass the same array while they are the same. */
  readonly ids: readonly string[]
  /** Sorts without a chosen column, such as worst first. Pass the same function while the rule is the same. */
  readonly defaultOrder: (ids: readonly string[]) => readonly string[]
  readonly sort: ColumnSort | undefined
  /** The person chose a column, or chose the default order again. */
  readonly onSort: (sort: ColumnSort | undefined) => void
  /** Enter or a double click on a row. */
  readonly onOpen?: (id: string) => void
  /** The row that has the focus; undefined when none has. */
  readonly onFocusRow?: (id: string | undefined) => void
  /** The order of the rows as it is shown, whenever it changes. */
  readonly onOrder?: (ids: readonly string[]) => void
  /** Stands below the header when there is no row. The elements of the last rows stay for the next ones. */
  readonly empty?: ReactNode
  /** The data is old: figures lose their weight and are hatched. */
  readonly isOld?: boolean
}

/** A table whose rows React renders: for some dozens of rows. */
interface RenderedTableProps extends TableProps {
  readonly columns: readonly RenderedColumn[]
  /** Renders the row's `tr` with the attributes that the page gives it, such as `data-campaign`. */
  readonly Row?: ComponentType<DeskRowProps>
  readonly rows?: undefined
}

/** A table whose rows are drawn without React. */
interface DrawnTableProps extends TableProps {
  readonly columns: readonly DrawnColumn[]
  readonly rows: DrawnRows
}

type DeskTableProps = RenderedTableProps | DrawnTableProps

const isOneOf =
  (shown: readonly DeskColumn[]) =>
  (column: DeskColumn): boolean =>
    shown.includes(column)

/** What fills the rows: the same object while the table shows the same columns. */
function useRowContent(props: DeskTableProps, shown: readonly DeskColumn[]): RowContent {
  const rendered = props.rows === undefined ? props.columns : undefined
  const drawn = props.rows === undefined ? undefined : props.columns
  const Row = (props.rows === undefined ? props.Row : undefined) ?? PlainRow
  const { rows } = props
  return useMemo(
    () =>
      rows === undefined
        ? { type: 'rendered', columns: rendered?.filter(isOneOf(shown)) ?? [], Row }
        : { type: 'drawn', columns: drawn?.filter(isOneOf(shown)) ?? [], rows },
    [rendered, drawn, Row, rows, shown],
  )
}

/**
 * A table of the desk: rows of 32 pixels that the keyboard moves through, columns to sort by. A figure renders alone
 * when it changes, and only the rows in sight are in the document when there are many.
 */
export function DeskTable(props: DeskTableProps) {
  const { label, chosenColumns, ids, defaultOrder, sort, onSort, isOld = false } = props
  const columns: readonly DeskColumn[] = props.columns
  const scroller = useRef<HTMLDivElement>(null)
  const [ranks] = useState(createReaderRanks)
  const sortIds = useMemo(() => {
    const valueOf = columns.find(({ id }) => id === sort?.column)?.sortValue
    if (sort === undefined || valueOf === undefined) return defaultOrder
    return (rows: readonly string[]) => sortRows(rows, valueOf, sort.isDescending, ranks)
  }, [columns, sort, defaultOrder, ranks])
  const choice = sort === undefined ? '' : `${sort.isDescending ? '-' : ''}${sort.column}`
  const { ids: orderedIds, held } = useRowOrder(ids, choice, sortIds)

  const { onOrder } = props
  useEffect(() => {
    onOrder?.(orderedIds)
  }, [onOrder, orderedIds])

  const available = useWidth(scroller)
  const shown = useMemo(() => {
    const wanted = shownColumns(columns, chosenColumns)
    return chosenColumns === undefined ? fittingColumns(wanted, available) : wanted
  }, [columns, chosenColumns, available])
  const content = useRowContent(props, shown)
  return (
    <div ref={scroller} className={styles.scroller} {...(ids.length === 0 ? { 'data-empty': '' } : {})}>
      <table
        className={styles.table}
        aria-label={label}
        aria-rowcount={orderedIds.length + 1}
        style={{ minWidth: minWidthOf(shown) }}
        {...(isOld ? { 'data-old': '' } : {})}
      >
        <colgroup>
          {shown.map(({ id, width }) => (
            <col key={id} style={width === undefined ? undefined : { width }} />
          ))}
        </colgroup>
        <TableHeader
          columns={shown}
          sort={sort}
          onToggle={(column) => {
            onSort(nextSort(column, sort))
          }}
        />
        <TableBody
          content={content}
          ids={orderedIds}
          scroller={scroller}
          onHeld={held}
          onOpen={props.onOpen}
          onFocusRow={props.onFocusRow}
        />
      </table>
      {ids.length === 0 && props.empty}
    </div>
  )
}
