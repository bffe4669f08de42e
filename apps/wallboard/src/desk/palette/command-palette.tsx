import { useNavigate } from '@tanstack/react-router'
import { useDeferredValue, useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { palette as texts } from '../../i18n/index.ts'
import { shownName } from '../../ui/format/shown-name.ts'
import { stopEscape } from '../keyboard/stop-escape.ts'
import { KeySequence } from '../keyboard/key-sequence.tsx'
import type { PaletteItem } from './palette-item.ts'
import { newPalette, nextPalette, type PaletteEvent } from './palette-state.ts'
import styles from './palette.module.css'
import { rankItems } from './rank-items.ts'
import { usePaletteItems } from './use-palette-items.ts'

interface CommandPaletteProps {
  /** Ids of items that were chosen before, the latest first. */
  readonly recent: readonly string[]
  readonly onChosen: (id: string) => void
  readonly onClose: () => void
}

/** The results that are shown: more than a person reads, few enough to draw at once. */
const maxResults = 50

/** How far `PageUp` and `PageDown` move. */
const pageSteps = 8

/** `Ctrl K`: finds a queue, an agent, a campaign, a board, a display, a page or an action of the page by its name. */
export function CommandPalette({ recent, onChosen, onClose }: CommandPaletteProps) {
  const navigate = useNavigate()
  const dialog = useRef<HTMLDialogElement>(null)
  const [state, setState] = useState(newPalette)
  const items = usePaletteItems()
  const query = useDeferredValue(state.query)
  const results = useMemo(
    () => rankItems(items, { query, kind: state.kind, recent, limit: maxResults }),
    [items, query, state.kind, recent],
  )
  useEffect(() => {
    dialog.current?.showModal()
  }, [])

  function dispatch(event: PaletteEvent): void {
    const next = nextPalette(state, event)
    if (next === undefined) dialog.current?.close()
    else setState(next)
  }

  function choose({ id, effect }: PaletteItem): void {
    if (effect.type === 'narrow') {
      dispatch({ type: 'narrowed', kind: effect.kind })
      return
    }
    onChosen(id)
    dialog.current?.close()
    if (effect.type === 'go') void navigate({ to: effect.path })
    else effect.run()
  }

  function keyPressed(event: KeyboardEvent): void {
    const move = moves.get(event.key)
    const selected = results[state.selected]
    if (move !== undefined) dispatch({ type: 'moved', by: move, count: results.length })
    else if (event.key === 'Backspace' && state.query === '') dispatch({ type: 'back' })
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      if (selected !== undefined) choose(selected)
    } else if (event.key === 'k' && event.ctrlKey !== event.metaKey) dialog.current?.close()
    else return
    event.preventDefault()
  }

  return (
    <dialog
      ref={dialog}
      className={styles.palette}
      aria-label={texts.title}
      onClose={onClose}
      onKeyDown={stopEscape}
      onClick={({ target }) => {
        if (target === dialog.current) dialog.current.close() // outside of its content
      }}
    >
      <Search
        state={state}
        results={results}
        onTyped={(typed) => {
          dispatch({ type: 'typed', query: typed })
        }}
        onKey={keyPressed}
        onChosen={choose}
        onPointed={(selected) => {
          dispatch({ type: 'pointed', selected })
        }}
      />
    </dialog>
  )
}

const moves: ReadonlyMap<string, number> = new Map([
  ['ArrowDown', 1],
  ['ArrowUp', -1],
  ['PageDown', pageSteps],
  ['PageUp', -pageSteps],
])

interface SearchProps {
  readonly state: typeof newPalette
  readonly results: readonly PaletteItem[]
  readonly onTyped: (query: string) => void
  readonly onKey: (event: KeyboardEvent) => void
  readonly onChosen: (item: PaletteItem) => void
  readonly onPointed: (selected: number) => void
}

/** The field with its results: a combobox whose list is always open. The focus stays in the field. */
function Search({ state, results, onTyped, onKey, onChosen, onPointed }: SearchProps) {
  const { query, kind, selected } = state
  const listId = useId()
  const optionId = (index: number) => `${listId}-${index}`
  const selectedOption = useRef<HTMLLIElement>(null)
  useEffect(() => {
    selectedOption.current?.scrollIntoView({ block: 'nearest' })
  }, [selected, results])
  return (
    <>
      <div className={styles.field}>
        {kind !== undefined && <span className={styles.kind}>{texts.kinds[kind]}</span>}
        <input
          role="combobox"
          aria-label={kind === undefined ? texts.find : texts.narrow[kind]}
          aria-expanded="true"
          aria-autocomplete="list"
          aria-controls={listId}
          {...(results.length === 0 ? {} : { 'aria-activedescendant': optionId(selected) })}
          placeholder={kind === undefined ? texts.find : texts.narrow[kind]}
          value={query}
          autoComplete="off"
          spellCheck={false}
          autoFocus
          onChange={({ target }) => {
            onTyped(target.value)
          }}
          onKeyDown={onKey}
        />
      </div>
      <ul id={listId} className={styles.results} role="listbox" aria-label={texts.results}>
        {results.map((item, index) => (
          <li
            key={item.id}
            ref={index === selected ? selectedOption : undefined}
            id={optionId(index)}
            role="option"
            aria-selected={index === selected}
            data-item={item.id}
            onClick={() => {
              onChosen(item)
            }}
            onPointerMove={() => {
              if (index !== selected) onPointed(index)
            }}
          >
            <span className={styles.title}>{shownName(item.title)}</span>
            {item.effect.type !== 'narrow' && <span className={styles.note}>{texts.kinds[item.kind]}</span>}
            {item.keys !== undefined && <KeySequence keys={item.keys} />}
          </li>
        ))}
      </ul>
      <p className={styles.status} role="status">
        {results.length === 0 ? (
          <span className={styles.nothing}>{texts.nothing}</span>
        ) : (
          <span className={styles.hidden}>{texts.count(results.length)}</span>
        )}
      </p>
    </>
  )
}
