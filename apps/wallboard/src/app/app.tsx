import { QueryClient, QueryClientProvider, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { SignInPage } from '../features/sign-in/sign-in-page.tsx'
import { Wall } from '../features/wall/wall.tsx'
import { queueQueries, sessionQueries, signOut } from '../shared/http/session-queries.ts'
import { createQueueStatisticsStore } from '../shared/live/queue-statistics-store.ts'
import { QueueStatisticsProvider } from '../shared/live/queue-statistics-context.tsx'
import { TrendProvider } from '../shared/live/trend-context.tsx'
import { createTrendStore } from '../shared/live/trend-store.ts'
import { createLive } from './live.ts'

const queryClient = new QueryClient()

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <Gate />
    </QueryClientProvider>
  )
}

/** A sign-in page until somebody is signed in, then the wall. */
function Gate() {
  const session = useQuery(sessionQueries.current())
  const client = useQueryClient()
  if (session.isPending) return <main data-link="down" />
  const refresh = () => client.invalidateQueries({ queryKey: sessionQueries.current().queryKey })
  if (session.data === null || session.data === undefined) return <SignInPage onSignedIn={refresh} />
  return <LiveWall key={session.data} />
}

function LiveWall() {
  const client = useQueryClient()
  const [stores] = useState(() => ({
    statistics: createQueueStatisticsStore(Date.now),
    trend: createTrendStore(),
  }))
  const queues = useQuery(queueQueries.all())

  useEffect(() => {
    const sessionKey = sessionQueries.current().queryKey
    const live = createLive({
      store: stores.statistics,
      trend: stores.trend,
      onDown: (isSignedOut) => {
        if (isSignedOut) client.setQueryData(sessionKey, null)
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
    <QueueStatisticsProvider store={stores.statistics}>
      <TrendProvider store={stores.trend}>
        <Wall knownQueues={queues.data?.length} onSignOut={leave} />
      </TrendProvider>
    </QueueStatisticsProvider>
  )
}
