import { useState } from 'react'
import { addressChanged, fieldLeft, initialFilterText, textTyped } from './filter-text-state.ts'

interface FilterFieldProps {
  /** The text that the list is filtered by. */
  readonly text: string
  readonly placeholder: string
  /** Names the field for screen readers. */
  readonly label: string
  readonly className: string | undefined
  /** Called for each change. */
  readonly onType: (text: string) => void
}

/**
 * The field that filters a list by a text. `/` moves the focus to it, `Esc` empties it. It holds what is typed itself: the
 * address, which holds the text too, changes after the event, and a field with the old text until then moves the cursor
 * to its end.
 */
export function FilterField({ text, placeholder, label, className, onType }: FilterFieldProps) {
  const [state, setState] = useState(() => initialFilterText(text))
  if (state.addressed !== text) setState(addressChanged(state, text))
  const { typed } = state

  function type(next: string): void {
    setState((before) => textTyped(before, next))
    onType(next)
  }

  return (
    <input
      type="search"
      data-filter=""
      className={className}
      placeholder={placeholder}
      aria-label={label}
      aria-keyshortcuts="/"
      value={typed}
      onChange={({ target }) => {
        type(target.value)
      }}
      onBlur={() => {
        setState(fieldLeft)
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || typed === '') return
        event.preventDefault()
        type('')
      }}
    />
  )
}
