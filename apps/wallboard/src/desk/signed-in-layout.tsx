import { Outlet } from '@tanstack/react-router'
import { LiveProvider } from '../live/hooks/live-context.tsx'
import { useDeskState } from './desk-session/desk-session-context.tsx'

/** The pages of a signed-in person, above the person's live data. */
export function SignedInLayout() {
  const live = useDeskState((state) => state.live)
  const isShown = useDeskState(
    ({ signIn, hasUnsavedChanges }) => signIn.status === 'signed-in' || hasUnsavedChanges,
  )
  if (live === undefined || !isShown) return <main data-link="down" />
  return (
    <LiveProvider key={live.username} stores={live.stores}>
      <Outlet />
    </LiveProvider>
  )
}
