import { useEffect, useId, useRef, type ReactNode } from 'react'
import { actions as texts } from '../../i18n/index.ts'
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
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    dialog.current?.showModal()
  }, [])
  const isOver = state.step === 'accepted' || state.step === 'confirmed'
  return (
    <dialog ref={dialog} className={styles.dialog} aria-labelledby={id} onClose={onClose}>
      <h2 id={id}>{title}</h2>
      <fieldset className={styles.choices} disabled={isOver || state.step === 'sending'}>
        {children}
      </fieldset>
      <div className={styles.outcome} aria-live="polite">
        <Outcome state={state} effect={effect} />
      </div>
      <div className={styles.buttons}>
        {!isOver && (
          <button
            type="button"
            className={styles.confirm}
            disabled={confirmLabel === undefined || state.step === 'sending'}
            onClick={onConfirm}
          >
            {state.step === 'sending' ? texts.sending : (confirmLabel ?? texts.choose)}
          </button>
        )}
        <button type="button" onClick={() => dialog.current?.close()}>
          {isOver ? texts.close : texts.cancel}
        </button>
      </div>
    </dialog>
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
