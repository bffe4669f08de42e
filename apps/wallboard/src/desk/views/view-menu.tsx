import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { SavedView, ViewInput, ViewPage } from '@wallboard/relay/rest/views'
import { useEffect, useRef, useState, type SubmitEvent } from 'react'
import { errorText } from '../../api/error-text.ts'
import { createView, removeView, saveView, viewQueries } from '../../api/view-queries.ts'
import { savedViews as texts } from '../../i18n/index.ts'
import { shownName } from '../../ui/format/shown-name.ts'
import { ConfirmButton } from '../frame/confirm-button.tsx'
import { usePageKeys } from '../keyboard/keyboard-context.tsx'
import { savedQueryOf } from '../table/table-address-state.ts'
import type { DeskColumn } from '../table/desk-column.ts'
import type { useTableAddress } from '../table/use-table-address.ts'
import type { SavedViews } from './use-saved-views.ts'
import styles from './view-menu.module.css'

interface ViewMenuProps {
  readonly page: ViewPage
  readonly columns: readonly DeskColumn[]
  readonly table: ReturnType<typeof useTableAddress>
  readonly views: SavedViews
}

/** A button that opens the saved views of the page: choose one, save what is shown, or remove one. */
export function ViewMenu({ page, columns, table, views }: ViewMenuProps) {
  const [isOpen, setIsOpen] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const shown = views.list.find(({ id }) => id === table.view?.id)
  usePageKeys([
    {
      keys: 'v',
      label: texts.open,
      run: () => {
        setIsOpen(true)
      },
    },
  ])

  function close(): void {
    setIsOpen(false)
    root.current?.querySelector('button')?.focus()
  }

  return (
    <div
      ref={root}
      className={styles.menu}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !isOpen) return
        event.preventDefault()
        event.stopPropagation()
        close()
      }}
      onBlur={({ currentTarget, relatedTarget }) => {
        // A click on a part of the menu that takes no focus leaves without a target.
        if (relatedTarget !== null && !currentTarget.contains(relatedTarget)) setIsOpen(false)
      }}
    >
      <button
        type="button"
        aria-expanded={isOpen}
        aria-keyshortcuts="v"
        onClick={() => {
          setIsOpen(!isOpen)
        }}
      >
        {shown === undefined ? texts.title : texts.shown(shownName(shown.name))}
      </button>
      {isOpen && <ViewList {...{ page, columns, table, views }} onChosen={close} />}
    </div>
  )
}

function ViewList({
  page,
  columns,
  table,
  views,
  onChosen,
}: ViewMenuProps & { readonly onChosen: () => void }) {
  const queryClient = useQueryClient()
  const list = useRef<HTMLElement>(null)
  const shown = views.list.find(({ id }) => id === table.view?.id)
  const query = savedQueryOf(table.state, columns) as ViewInput['query'] // no value is undefined
  const saving = useMutation({
    mutationFn: ({ id, input }: { readonly id: string | undefined; readonly input: ViewInput }) =>
      id === undefined ? createView(input) : saveView(id, input),
    async onSuccess({ id }) {
      await queryClient.invalidateQueries({ queryKey: viewQueries.all().queryKey })
      table.showView(id)
    },
  })
  const removing = useMutation({
    mutationFn: removeView,
    async onSuccess(_, id) {
      await queryClient.invalidateQueries({ queryKey: viewQueries.all().queryKey })
      if (id === table.view?.id) table.showView(undefined)
    },
  })
  const error = saving.error ?? removing.error

  useEffect(() => {
    list.current?.querySelector<HTMLElement>('button')?.focus()
  }, [])

  function save(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const name = form.get('name')
    if (typeof name !== 'string' || name.trim() === '') return
    saving.mutate({ id: undefined, input: { name, page, query, isShared: form.get('shared') !== null } })
  }

  return (
    <section ref={list} className={styles.list} aria-label={texts.title}>
      <ul>
        <li>
          <button
            type="button"
            aria-pressed={shown === undefined}
            onClick={() => {
              table.showView(undefined)
              onChosen()
            }}
          >
            {texts.none}
          </button>
        </li>
        {views.list.map((view) => (
          <ViewRow
            key={view.id}
            view={view}
            isShown={view.id === shown?.id}
            onShow={() => {
              table.showView(view.id)
              onChosen()
            }}
            onRemove={() => {
              removing.mutate(view.id)
            }}
          />
        ))}
      </ul>
      {shown !== undefined && (
        <button
          type="button"
          onClick={() => {
            saving.mutate({
              id: shown.id,
              input: { name: shown.name, page, query, isShared: shown.isShared },
            })
          }}
        >
          {shown.isOwn ? texts.update(shownName(shown.name)) : texts.copy(shownName(shown.name))}
        </button>
      )}
      <form onSubmit={save}>
        <label>
          {texts.name}
          <input name="name" maxLength={80} autoComplete="off" />
        </label>
        <label>
          <input type="checkbox" name="shared" />
          {texts.share}
        </label>
        <button type="submit">{texts.save}</button>
      </form>
      {error !== null && <p role="alert">{errorText(error)}</p>}
    </section>
  )
}

interface ViewRowProps {
  readonly view: SavedView
  readonly isShown: boolean
  readonly onShow: () => void
  readonly onRemove: () => void
}

function ViewRow({ view, isShown, onShow, onRemove }: ViewRowProps) {
  const { name, isOwn, isShared, savedBy, problem } = view
  const note =
    problem !== null ? texts.problems[problem] : isOwn ? (isShared ? texts.shared : '') : texts.of(savedBy)
  return (
    <li>
      <button type="button" aria-pressed={isShown} disabled={problem !== null} onClick={onShow}>
        {shownName(name)}
      </button>
      <small>{note}</small>
      {isOwn && (
        <ConfirmButton label={texts.remove} confirmLabel={texts.confirmRemoval} onConfirm={onRemove} />
      )}
    </li>
  )
}
