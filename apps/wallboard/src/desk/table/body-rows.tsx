import {
  memo,
  useCallback,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type ComponentType,
  type ReactNode,
} from 'react'
import type { DeskColumn, DrawnColumn, RenderedColumn } from './desk-column.ts'
import type { DeskRowProps } from './desk-row.tsx'
import { createRowDrawings, type DrawnRows, type RowDrawing, type RowDrawings } from './row-drawings.ts'

/** How a table fills its rows. Pass the same object while columns and rows are filled alike. */
export type RowContent =
  | {
      readonly type: 'rendered'
      readonly columns: readonly RenderedColumn[]
      readonly Row: ComponentType<DeskRowProps>
    }
  | { readonly type: 'drawn'; readonly columns: readonly DrawnColumn[]; readonly rows: DrawnRows }

interface BodyRowProps {
  readonly id: string
  readonly index: number
  readonly isActive: boolean
}

/** Renders a row of the table. An error while a row is drawn is thrown by the next render, for the boundary of the page. */
export function useBodyRow(
  content: RowContent,
): (props: BodyRowProps & { readonly key: number }) => ReactNode {
  const [failure, setFailure] = useState<{ readonly error: unknown }>()
  if (failure !== undefined) throw failure.error
  const drawings = useMemo(
    () =>
      content.type === 'drawn'
        ? createRowDrawings(content.columns, content.rows, (error) => {
            setFailure({ error })
          })
        : undefined,
    [content],
  )
  useLayoutEffect(() => drawings?.start(), [drawings])
  return useCallback(
    ({ key, ...props }) =>
      content.type === 'rendered' ? (
        <RenderedRow key={key} {...props} columns={content.columns} Row={content.Row} />
      ) : (
        drawings && <DrawnRow key={key} {...props} columns={content.columns} drawings={drawings} />
      ),
    [content, drawings],
  )
}

const rowAttributes = ({ id, index, isActive }: BodyRowProps) => ({
  'data-row-id': id,
  'aria-rowindex': index + 2,
  tabIndex: isActive ? 0 : -1,
})

interface RenderedRowProps extends BodyRowProps {
  readonly columns: readonly RenderedColumn[]
  readonly Row: ComponentType<DeskRowProps>
}

/** Renders when its row, its place or the columns change; its cells render alone when their figures change. */
const RenderedRow = memo(function RenderedRow({ columns, Row, ...place }: RenderedRowProps) {
  return (
    <Row rowId={place.id} {...rowAttributes(place)}>
      <RenderedCells id={place.id} columns={columns} />
    </Row>
  )
})

/** A row that only moves does not render its cells. */
const RenderedCells = memo(function RenderedCells({ id, columns }: Pick<RenderedRowProps, 'id' | 'columns'>) {
  return columns.map((column) => (
    <RowCell key={column.id} column={column}>
      <column.Cell id={id} />
    </RowCell>
  ))
})

function RowCell({ column, children }: { readonly column: DeskColumn; readonly children?: ReactNode }) {
  return column.isRowHeader === true ? (
    <th scope="row" data-align={column.align}>
      {children}
    </th>
  ) : (
    <td data-align={column.align}>{children}</td>
  )
}

interface DrawnRowProps extends BodyRowProps {
  readonly columns: readonly DrawnColumn[]
  readonly drawings: RowDrawings
}

/** React renders the element of the row and its empty cells; another row is drawn into them. */
const DrawnRow = memo(function DrawnRow({ columns, drawings, ...place }: DrawnRowProps) {
  const element = useRef<HTMLTableRowElement>(null)
  const drawing = useRef<RowDrawing>(undefined)
  useLayoutEffect(() => {
    if (element.current === null) return undefined
    const added = (drawing.current = drawings.add(element.current))
    return added.remove
  }, [drawings])
  useLayoutEffect(() => {
    drawing.current?.show(place.id)
  }, [drawings, place.id])
  return (
    <tr ref={element} {...rowAttributes(place)}>
      <EmptyCells columns={columns} />
    </tr>
  )
})

const EmptyCells = memo(function EmptyCells({ columns }: Pick<DrawnRowProps, 'columns'>) {
  return columns.map((column) => <RowCell key={column.id} column={column} />)
})
