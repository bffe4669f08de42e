import { useBlocker } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useDeskSession } from '../desk-session/desk-session-context.tsx'
import styles from './desk-frame.module.css'

/** Asks before the page is left while it holds unsaved changes: by a link, by back and forward, or by closing the tab. */
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
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    dialog.current?.showModal()
  }, [])
  return (
    <dialog ref={dialog} className={styles.dialog} aria-labelledby="leave-title" onCancel={onStay}>
      <h2 id="leave-title">Leave without saving?</h2>
      <p>This page has unsaved changes. They are lost when you leave.</p>
      <button type="button" onClick={onStay}>
        Stay
      </button>
      <button type="button" onClick={onLeave}>
        Leave without saving
      </button>
    </dialog>
  )
}
