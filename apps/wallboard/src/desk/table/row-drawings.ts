import type { DrawCell } from './drawn-cell.ts'

/** Something that notifies of its changes. */
export interface RowSource {
  readonly subscribe: (changed: () => void) => () => void
}

/** How the rows of a table are drawn without React. Pass the same object at each render. */
export interface DrawnRows<Row = HTMLTableRowElement> {
  /** Returns the function that sets the attributes that a row gets from its page, such as `data-queue`. */
  readonly createRow: (row: Row) => DrawCell
  /** After a change of one of these all rows are drawn. */
  readonly ofAll: readonly RowSource[]
  /** After a change of one of these the row is drawn. */
  readonly ofRow: (id: string) => readonly RowSource[]
  /** After a change of it rows may have other sources; undefined where they never have. */
  readonly membership?: RowSource
}

/** The element of a row, which shows one row after the other. */
export interface RowDrawing {
  readonly show: (id: string) => void
  readonly remove: () => void
}

/** The rows of one table that are in the document. */
export interface RowDrawings<Row = HTMLTableRowElement> {
  /** Fills the empty cells of a row's element. */
  readonly add: (row: Row) => RowDrawing
  /** Follows what all rows depend on; returns the function that stops this. */
  readonly start: () => () => void
}

function subscribeAll(sources: readonly RowSource[], changed: () => void): () => void {
  const stops = sources.map((source) => source.subscribe(changed))
  return () => {
    for (const stop of stops) stop()
  }
}

/** `onError` is called with what was thrown while a row was drawn: other rows are drawn all the same. */
export function createRowDrawings<
  Cell extends { textContent: string | null },
  Row extends { readonly cells: ArrayLike<Cell> },
>(
  columns: readonly { readonly createCell: (cell: Cell) => DrawCell }[],
  rows: DrawnRows<Row>,
  onError: (error: unknown) => void,
): RowDrawings<Row> {
  const shown = new Set<{ readonly draw: () => void; readonly follow: () => void }>()

  return {
    add(row) {
      const draws = columns.flatMap(({ createCell }, index) => {
        const cell = row.cells[index]
        if (cell === undefined) return []
        cell.textContent = '' // columns changed: another column may have filled it
        return [createCell(cell)]
      })
      const drawRow = rows.createRow(row)
      let id: string | undefined
      let stop = (): void => undefined

      function draw(): void {
        if (id === undefined) return
        try {
          drawRow(id)
          for (const drawCell of draws) drawCell(id)
        } catch (error) {
          onError(error)
        }
      }
      function follow(): void {
        stop()
        stop = id === undefined ? () => undefined : subscribeAll(rows.ofRow(id), draw)
      }
      const entry = { draw, follow }
      shown.add(entry)
      return {
        show(next) {
          id = next
          follow()
          draw()
        },
        remove() {
          stop()
          shown.delete(entry)
        },
      }
    },
    start() {
      const stopAll = subscribeAll(rows.ofAll, () => {
        for (const { draw } of shown) draw()
      })
      const stopMembership = rows.membership?.subscribe(() => {
        for (const { draw, follow } of shown) {
          follow()
          draw()
        }
      })
      return () => {
        stopAll()
        stopMembership?.()
      }
    },
  }
}
