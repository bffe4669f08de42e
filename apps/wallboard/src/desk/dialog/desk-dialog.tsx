import { useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from 'react'
import styles from './desk-dialog.module.css'

interface DeskDialogProps {
  readonly title: string
  readonly onClose: () => void
  readonly onKeyDown?: (event: KeyboardEvent) => void
  /** The content and its buttons, which stand in a `DialogButtons`. */
  readonly children: ReactNode
}

/** A modal dialog of the desk, named by its heading. `Esc` closes it. */
export function DeskDialog({ title, onClose, onKeyDown, children }: DeskDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    dialog.current?.showModal()
  }, [])
  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-labelledby={id}
      onClose={onClose}
      onKeyDown={onKeyDown}
    >
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  )
}

/** The buttons at the end of a dialog; one with `data-main` does what the dialog is for. */
export const DialogButtons = ({ children }: { readonly children: ReactNode }) => (
  <div className={styles.buttons}>{children}</div>
)

interface CloseButtonProps {
  /** It does what the dialog is for. */
  readonly isMain?: boolean
  readonly children: ReactNode
}

/** Closes the dialog that it stands in. */
export const CloseButton = ({ isMain = false, children }: CloseButtonProps) => (
  <button
    type="button"
    {...(isMain ? { 'data-main': '' } : {})}
    onClick={({ currentTarget }) => currentTarget.closest('dialog')?.close()}
  >
    {children}
  </button>
)
