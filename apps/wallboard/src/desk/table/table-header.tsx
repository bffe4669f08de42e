import type { KeyboardEvent } from 'react'
import { deskTable } from '../../i18n/index.ts'
import { ariaSortOf, type ColumnSort, type DeskColumn } from './desk-column.ts'
import styles from './desk-table.module.css'

interface TableHeaderProps {
  readonly columns: readonly DeskColumn[]
  readonly sort: ColumnSort | undefined
  readonly onToggle: (column: DeskColumn) => void
}

const steps: ReadonlyMap<string, 1 | -1> = new Map([
  ['ArrowRight', 1],
  ['ArrowLeft', -1],
])

/** Moves the focus among the buttons of the header, and down into the rows. */
function moveFocus(event: KeyboardEvent<HTMLTableSectionElement>): void {
  const buttons = [...event.currentTarget.querySelectorAll('button')]
  const step = steps.get(event.key)
  const index = buttons.findIndex((button) => button === event.target)
  if (step !== undefined) buttons[index + step]?.focus()
  else if (event.key === 'ArrowDown')
    event.currentTarget.closest('table')?.tBodies[0]?.querySelector<HTMLElement>('[tabindex="0"]')?.focus()
  else return
  event.preventDefault()
}

/**
 * The names of the columns; a column that can be sorted by is a button. The table is one tab stop: the buttons are
 * reached with the arrow up from the first row.
 */
export function TableHeader({ columns, sort, onToggle }: TableHeaderProps) {
  return (
    <thead onKeyDown={moveFocus}>
      <tr aria-rowindex={1}>
        {columns.map((column) => (
          <th
            key={column.id}
            scope="col"
            data-align={column.align}
            title={column.definition}
            aria-sort={ariaSortOf(column, sort)}
          >
            {column.sortValue === undefined ? (
              <span>{column.title}</span>
            ) : (
              <button
                type="button"
                tabIndex={-1}
                className={styles.sort}
                aria-description={deskTable.sortHint}
                onClick={() => {
                  onToggle(column)
                }}
              >
                {column.title}
                <span aria-hidden="true">{signOf(ariaSortOf(column, sort))}</span>
              </button>
            )}
          </th>
        ))}
      </tr>
    </thead>
  )
}

function signOf(direction: ReturnType<typeof ariaSortOf>): string {
  if (direction === undefined) return ''
  return direction === 'descending' ? ' ↓' : ' ↑'
}
