import { useBlocker } from '@tanstack/react-router'
import { useEffect } from 'react'
import { deskFrame } from '../../i18n/index.ts'
import { useDeskSession } from '../desk-session/desk-session-context.tsx'
import { CloseButton, DeskDialog, DialogButtons } from '../dialog/desk-dialog.tsx'

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
  return (
    <DeskDialog title={leave.title} onClose={onStay}>
      <p>{leave.text}</p>
      <DialogButtons>
        <CloseButton isMain>{leave.stay}</CloseButton>
        <button type="button" onClick={onLeave}>
          {leave.leave}
        </button>
      </DialogButtons>
    </DeskDialog>
  )
}
