import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { OwnDisplay } from '@wallboard/relay/displays'
import { lazy, Suspense, useCallback, useEffect, useState } from 'react'
import { Identify } from '../features/displays/identify.tsx'
import { Wall } from '../features/wall/wall.tsx'
import { displayQueries } from '../shared/http/display-queries.ts'
import { createLive } from './live.ts'
import { LiveStores, useLiveStores } from './live-stores.tsx'
import { createScreenReports } from './screen-reports.ts'
import { stayAwake } from './stay-awake.ts'

const PairingPage = lazy(async () => ({
  default: (await import('../features/displays/pairing-page.tsx')).PairingPage,
}))

const identifyForMs = 10_000

/** `/display`: a code until somebody pairs this screen, then its board for as long as it is paired. */
export function DisplayGate() {
  const client = useQueryClient()
  const own = useQuery(displayQueries.own())
  const paired = useCallback(
    () => void client.invalidateQueries({ queryKey: displayQueries.own().queryKey }),
    [client],
  )
  if (own.isPending) return <main data-link="down" />
  if (own.data === null)
    return (
      <Suspense fallback={<main data-link="down" />}>
        <PairingPage onPaired={paired} />
      </Suspense>
    )
  // While the server is away nobody can say that this screen is not paired.
  return <DisplayWall own={own.data} />
}

function DisplayWall({ own }: { own: OwnDisplay | undefined }) {
  const client = useQueryClient()
  const stores = useLiveStores()
  const [isIdentifying, setIsIdentifying] = useState(false)
  const [isShared, setIsShared] = useState(false)

  useEffect(() => {
    let hiding: number | undefined
    const ownKey = displayQueries.own().queryKey
    const reports = createScreenReports(stores.statistics)
    const live = createLive({
      store: stores.statistics,
      trend: stores.trend,
      role: 'display',
      report: reports.next,
      onDown: (why) => {
        setIsShared(why === 'replaced')
        if (why === 'signed-out') client.setQueryData(ownKey, null)
        else void client.invalidateQueries({ queryKey: ownKey }) // a failed answer keeps the wall as it is
      },
      onQueuesChanged: () => undefined, // names come by the stream
      onMessage: (message) => {
        if (message.type === 'board') client.setQueryData(ownKey, message.display)
        if (message.type !== 'command') return
        if (message.command === 'reload') location.reload()
        setIsIdentifying(true)
        window.clearTimeout(hiding)
        hiding = window.setTimeout(() => {
          setIsIdentifying(false)
        }, identifyForMs)
      },
    })
    live.start()
    const sleep = stayAwake()
    return () => {
      sleep()
      window.clearTimeout(hiding)
      reports.stop()
      live.stop()
    }
  }, [client, stores])

  return (
    <LiveStores stores={stores}>
      <Wall knownQueues={undefined} name={own?.name} />
      {isShared && <Identify name="Another screen uses this screen’s pairing. Pair one of them again." />}
      {isIdentifying && own !== undefined && <Identify name={own.name} />}
    </LiveStores>
  )
}
