import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { DisplaySummary } from '@wallboard/relay/rest/display-list'
import type { ReactNode } from 'react'
import { changeDisplay, commandDisplay, displayQueries, revokeDisplay } from '../../api/display-queries.ts'
import { errorText } from '../../api/error-text.ts'
import { deskTerms, displayPages } from '../../i18n/index.ts'
import { ConfirmButton } from '../frame/confirm-button.tsx'
import styles from './displays-page.module.css'

/** The name of a display as a field: saved when the field is left. */
export function DisplayName({ display }: { display: DisplaySummary }) {
  const client = useQueryClient()
  const rename = useMutation({
    mutationFn: (name: string) => changeDisplay(display.id, { name }),
    onSettled: () => client.invalidateQueries({ queryKey: displayQueries.all().queryKey }),
  })
  return (
    <>
      <input
        key={display.name}
        aria-label={displayPages.nameOf(display.name)}
        defaultValue={display.name}
        maxLength={80}
        onBlur={({ target }) => {
          const name = target.value.trim()
          if (name !== '' && name !== display.name) rename.mutate(name)
        }}
      />
      {rename.isError && <small role="alert">{errorText(rename.error)}</small>}
    </>
  )
}

/** Identify, reload and remove a display. */
export function DisplayActions({
  display,
  onRemoved,
  children,
}: {
  display: DisplaySummary
  onRemoved?: () => void
  children?: ReactNode
}) {
  const { id, name, onlineSince } = display
  const client = useQueryClient()
  const act = useMutation({
    mutationFn: (action: () => Promise<void>) => action(),
    onSettled: () => client.invalidateQueries({ queryKey: displayQueries.all().queryKey }),
  })
  return (
    <div className={styles.actions}>
      {children}
      {(['identify', 'reload'] as const).map((command) => (
        <button
          key={command}
          type="button"
          disabled={onlineSince === null}
          onClick={() => {
            act.mutate(() => commandDisplay(id, command))
          }}
        >
          {displayPages.commands[command]}
        </button>
      ))}
      <ConfirmButton
        label={deskTerms.remove}
        confirmLabel={deskTerms.confirmRemoval}
        accessibleNames={[displayPages.removeOne(name), displayPages.confirmRemovalOf(name)]}
        onConfirm={() => {
          act.mutate(() => revokeDisplay(id), onRemoved === undefined ? {} : { onSuccess: onRemoved })
        }}
      />
      {act.isError && <small role="alert">{errorText(act.error)}</small>}
    </div>
  )
}
