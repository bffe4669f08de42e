import { useBlocker } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { deskFrame } from '../../i18n/index.ts'
import { useDeskSession } from '../desk-session/desk-session-context.tsx'
import styles from './desk-frame.module.css'

/** Asks for confirmation before a page with unsaved changes is left: by a link, by back or forward, or by closing the tab. */
export function UnsavedChanges({ hasUnsavedChanges }: { hasUnsavedChanges: boolean }) {
  const session = useDeskSession()
  useEffect(() => {
    session.setUnsavedChanges(hasUnsavedChanges)
    return () => {
      session.setUnsavedChanges(false)
    }
  }, [session, hasUnsavedChanges])
  const blocked = useBlocker({
    shouldBlockFn: ({ current, next }) => hasUnsavedChanges && current.pathname !== next.pathname,
    enableBeforeUnload: hasUnsavedChanges,
    withResolver: true,
  })
  return blocked.status === 'blocked' ? (
    <LeaveDialog onStay={blocked.reset} onLeave={blocked.proceed} />
  ) : null
}

function LeaveDialog({ onStay, onLeave }: { onStay: () => void; onLeave: () => void }) {
  const { leave } = deskFrame
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    dialog.current?.showModal()
  }, [])
  return (
    <dialog ref={dialog} className={styles.dialog} aria-labelledby="leave-title" onCancel={onStay}>
      <h2 id="leave-title">{leave.title}</h2>
      <p>{leave.text}</p>
      <button type="button" onClick={onStay}>
        {leave.stay}
      </button>
      <button type="button" onClick={onLeave}>
        {leave.leave}
      </button>
    </dialog>
  )
}
