import { QueryClient, QueryClientProvider, useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useEffect } from 'react'
import { SignInPage } from '../features/sign-in/sign-in-page.tsx'
import { Wall } from '../features/wall/wall.tsx'
import { displayQueries } from '../shared/http/display-queries.ts'
import { queueQueries, sessionQueries, signOut } from '../shared/http/session-queries.ts'
import { DisplayGate } from './display-gate.tsx'
import { createLive } from './live.ts'
import { LiveStores, useLiveStores } from './live-stores.tsx'

const DisplaysPage = lazy(async () => ({
  default: (await import('../features/displays/displays-page.tsx')).DisplaysPage,
}))

const queryClient = new QueryClient()

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      {location.pathname === '/display' ? <DisplayGate /> : <Gate />}
    </QueryClientProvider>
  )
}

/** A sign-in page until somebody is signed in, then the desk's page of the displays, or the wall. */
function Gate() {
  const session = useQuery(sessionQueries.current())
  const client = useQueryClient()
  if (session.isPending) return <main data-link="down" />
  const refresh = () => client.invalidateQueries({ queryKey: sessionQueries.current().queryKey })
  if (session.data === null || session.data === undefined) return <SignInPage onSignedIn={refresh} />
  if (location.pathname === '/displays')
    return (
      <Suspense fallback={null}>
        <DisplaysPage />
      </Suspense>
    )
  return <LiveWall key={session.data} />
}

function LiveWall() {
  const client = useQueryClient()
  const stores = useLiveStores()
  const queues = useQuery(queueQueries.all())
  const fleet = useQuery(displayQueries.fleet())

  useEffect(() => {
    const sessionKey = sessionQueries.current().queryKey
    const live = createLive({
      store: stores.statistics,
      trend: stores.trend,
      onDown: (why) => {
        if (why === 'signed-out') client.setQueryData(sessionKey, null)
        else void client.invalidateQueries({ queryKey: sessionKey }) // a failed answer keeps the wall as it is
      },
      onQueuesChanged: () => void client.invalidateQueries({ queryKey: queueQueries.all().queryKey }),
    })
    live.start()
    return live.stop
  }, [client, stores])

  async function leave() {
    await signOut()
    client.removeQueries({ queryKey: queueQueries.all().queryKey })
    client.setQueryData(sessionQueries.current().queryKey, null)
  }

  return (
    <LiveStores stores={stores}>
      <Wall
        knownQueues={queues.data?.length}
        displaysInTrouble={(fleet.data?.displays ?? []).filter(({ standing }) => standing !== 'well').length}
        onSignOut={leave}
      />
    </LiveStores>
  )
}
