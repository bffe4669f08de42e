import { QueryClientProvider, type QueryClient } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { deskFrame } from '../i18n/index.ts'
import { DeskSessionProvider, useDeskSession, useDeskState } from './desk-session/desk-session-context.tsx'
import type { DeskSession } from './desk-session/desk-session-store.ts'
import { useDeskTheme } from './frame/use-desk-theme.ts'
import { createDeskRouter } from './router.tsx'

/** The whole desk. The session is above the pages: navigation does not affect it. */
export function DeskApp({ session, queryClient }: { session: DeskSession; queryClient: QueryClient }) {
  useEffect(() => session.start(), [session])
  return (
    <QueryClientProvider client={queryClient}>
      <DeskSessionProvider value={session}>
        <DeskPages />
      </DeskSessionProvider>
    </QueryClientProvider>
  )
}

/** Shows no page before the server has answered who is signed in. */
function DeskPages() {
  const session = useDeskSession()
  const [router] = useState(() => createDeskRouter(session))
  const status = useDeskState(({ signIn }) => signIn.status)
  const isSignedOut = useDeskState(
    ({ signIn, hasUnsavedChanges }) => signIn.status === 'signed-out' && !hasUnsavedChanges,
  )
  if (status === 'checking') return <main data-link="down" />
  if (status === 'unreachable')
    return (
      <main className="page-message" data-link="down" role="alert">
        {deskFrame.unreachable}
      </main>
    )
  return (
    <>
      {isSignedOut && <SystemTheme />}
      <RouterProvider router={router} />
    </>
  )
}

/** The theme of the sign-in page: nobody's choice is known yet. */
function SystemTheme() {
  useDeskTheme('system')
  return null
}
