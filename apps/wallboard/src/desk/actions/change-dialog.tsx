import type { ReactNode } from 'react'
import { actions as texts } from '../../i18n/index.ts'
import { CloseButton, DeskDialog, DialogButtons } from '../dialog/desk-dialog.tsx'
import type { ChangeState } from './change-state.ts'
import styles from './actions.module.css'

interface ChangeDialogProps {
  readonly title: string
  /** What the present choice does, before it is confirmed. */
  readonly effect: string
  /** Of the button that confirms; undefined while nothing is chosen. */
  readonly confirmLabel: string | undefined
  readonly state: ChangeState
  readonly onConfirm: () => void
  readonly onClose: () => void
  /** The choices. */
  readonly children: ReactNode
}

/** A dialog that states the effect of a change, sends it after a confirmation, and shows what became of it. */
export function ChangeDialog(props: ChangeDialogProps) {
  const { title, effect, confirmLabel, state, onConfirm, onClose, children } = props
  const isOver = state.step === 'accepted' || state.step === 'confirmed'
  return (
    <DeskDialog title={title} onClose={onClose}>
      <fieldset className={styles.choices} disabled={isOver || state.step === 'sending'}>
        {children}
      </fieldset>
      <div className={styles.outcome} aria-live="polite">
        <Outcome state={state} effect={effect} />
      </div>
      <DialogButtons>
        {!isOver && (
          <button
            type="button"
            data-main=""
            disabled={confirmLabel === undefined || state.step === 'sending'}
            onClick={onConfirm}
          >
            {state.step === 'sending' ? texts.sending : (confirmLabel ?? texts.choose)}
          </button>
        )}
        <CloseButton>{isOver ? texts.close : texts.cancel}</CloseButton>
      </DialogButtons>
    </DeskDialog>
  )
}

function Outcome({ state, effect }: { state: ChangeState; effect: string }) {
  switch (state.step) {
    case 'choosing':
    case 'sending':
      return <p>{effect}</p>
    case 'accepted':
      return <p>{texts.accepted(state.choice)}</p>
    case 'confirmed':
      return <p className={styles.confirmed}>{texts.confirmed(state.now)}</p>
    case 'refused':
      return <p className={styles.refused}>{state.reason}</p>
  }
}
