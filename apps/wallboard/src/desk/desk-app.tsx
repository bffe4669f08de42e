import { QueryClient, QueryClientProvider, useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { pageName } from '../api/address.ts'
import { sessionQueries } from '../api/session-queries.ts'
import { LiveWall } from './wall/signed-in-board.tsx'

const SignInPage = lazy(async () => ({
  default: (await import('./sign-in/sign-in-page.tsx')).SignInPage,
}))
const Preview = lazy(async () => ({ default: (await import('./wall/preview.tsx')).Preview }))
const DisplaysPage = lazy(async () => ({
  default: (await import('./displays/displays-page.tsx')).DisplaysPage,
}))

const BoardsPage = lazy(async () => ({
  default: (await import('./boards/boards-page.tsx')).BoardsPage,
}))

const queryClient = new QueryClient()

/** Everything that a person sees. */
export function Desk() {
  return (
    <QueryClientProvider client={queryClient}>
      <Gate />
    </QueryClientProvider>
  )
}

/** A sign-in page until somebody is signed in, then the page that the address names; the wall is the first. */
function Gate() {
  const session = useQuery(sessionQueries.current())
  const client = useQueryClient()
  if (session.isPending) return <main data-link="down" />
  const refresh = () => client.invalidateQueries({ queryKey: sessionQueries.current().queryKey })
  if (session.data === null || session.data === undefined)
    return (
      <Suspense fallback={<main data-link="down" />}>
        <SignInPage onSignedIn={refresh} />
      </Suspense>
    )
  return <Suspense fallback={null}>{pageAt(pageName(), session.data)}</Suspense>
}

function pageAt(path: string, username: string) {
  switch (path) {
    case 'displays':
      return <DisplaysPage />
    case 'boards':
      return <BoardsPage />
    case 'preview':
      return <Preview />
    default:
      return <LiveWall key={username} />
  }
}
