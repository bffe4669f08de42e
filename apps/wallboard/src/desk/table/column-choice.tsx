import { useId, useState } from 'react'
import { deskTable } from '../../i18n/index.ts'
import { defaultColumns, type DeskColumn } from './desk-column.ts'
import styles from './column-choice.module.css'

interface ColumnChoiceProps {
  readonly columns: readonly DeskColumn[]
  /** Ids of the shown columns; undefined: those that are not optional. */
  readonly chosen: readonly string[] | undefined
  /** Undefined when the choice is that of a new table. */
  readonly onChange: (chosen: readonly string[] | undefined) => void
}

const isSameChoice = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((id) => b.includes(id))

/** A button that opens the list of the columns that a table can show. */
export function ColumnChoice({ columns, chosen, onChange }: ColumnChoiceProps) {
  const [isOpen, setIsOpen] = useState(false)
  const listId = useId()
  const initial = defaultColumns(columns)
  const shown = chosen ?? initial

  function toggle(id: string): void {
    const next = columns.flatMap((column) => {
      const isShown = column.id === id ? !shown.includes(id) : shown.includes(column.id)
      return isShown || column.isRowHeader ? [column.id] : []
    })
    onChange(isSameChoice(next, initial) ? undefined : next)
  }

  return (
    <div
      className={styles.choice}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !isOpen) return
        event.stopPropagation()
        setIsOpen(false)
        event.currentTarget.querySelector('button')?.focus()
      }}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) setIsOpen(false)
      }}
    >
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={listId}
        onClick={() => {
          setIsOpen(!isOpen)
        }}
      >
        {deskTable.columns}
      </button>
      {isOpen && (
        <fieldset id={listId} className={styles.list} tabIndex={-1}>
          <legend>{deskTable.shownColumns}</legend>
          {columns.map(({ id, title, isRowHeader = false }) => (
            <label key={id}>
              <input
                type="checkbox"
                checked={isRowHeader || shown.includes(id)}
                disabled={isRowHeader}
                onChange={() => {
                  toggle(id)
                }}
              />
              {title}
            </label>
          ))}
          <button
            type="button"
            onClick={() => {
              onChange(undefined)
            }}
          >
            {deskTable.initialColumns}
          </button>
        </fieldset>
      )}
    </div>
  )
}
