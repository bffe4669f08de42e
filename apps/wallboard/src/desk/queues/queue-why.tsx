import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { estimateQueries } from '../../api/estimate-queries.ts'
import { queuePage as texts } from '../../i18n/index.ts'
import { useSiteZone } from '../../board/site-zone-context.tsx'
import { useLiveStores, useScreenStatus, type TileStore } from '../../live/hooks/live-context.tsx'
import { timeOfDay } from '../../live/session/time-of-day.ts'
import { useHasHistory } from '../desk-session/use-site.ts'
import { usePageKeys } from '../keyboard/keyboard-context.tsx'
import { floorNow, servingNow } from '../why/floor-now.ts'
import { HelpPanel } from '../why/help-panel.tsx'
import type { QueueNow } from '../why/queue-estimates-state.ts'
import { targetSeconds } from '../why/target-wait.ts'
import { WhyPanel } from '../why/why-panel.tsx'
import styles from './queue-page.module.css'

/** How often estimates are computed again. */
const refreshMs = 5_000
const minuteMs = 60_000

interface QueueWhyProps {
  readonly queueId: string
  readonly store: TileStore
  /** The instant that the page shows, epoch milliseconds; undefined for the present. */
  readonly at: number | undefined
}

/** What would help the queue now, and on request what changed before the shown instant. */
export function QueueWhy({ queueId, store, at }: QueueWhyProps) {
  const [explained, setExplained] = useState<number>()
  const minute = useScreenStatus((status) => Math.floor(timeOfDay(status) / minuteMs))
  const explain = () => {
    setExplained(at ?? minute * minuteMs)
  }
  const hasHistory = useHasHistory()
  const timeZone = useSiteZone()
  usePageKeys(hasHistory ? [{ keys: 'w', label: texts.why, run: explain }] : [])
  return (
    <>
      {at === undefined && targetSeconds !== undefined && (
        <Help queueId={queueId} store={store} targetSeconds={targetSeconds} />
      )}
      {hasHistory && (
        <button type="button" className={styles.why} aria-keyshortcuts="w" onClick={explain}>
          {texts.why}
        </button>
      )}
      {explained !== undefined && <WhyPanel queueId={queueId} at={explained} timeZone={timeZone} />}
    </>
  )
}

interface HelpProps {
  readonly queueId: string
  readonly store: TileStore
  readonly targetSeconds: number
}

function Help({ queueId, store, targetSeconds }: HelpProps) {
  const queue = useQueueNow(queueId, store)
  const timeZone = useSiteZone()
  const wallNow = useScreenStatus((status) => Math.floor(timeOfDay(status) / minuteMs) * minuteMs)
  return queue === undefined ? null : <HelpPanel {...{ queue, targetSeconds, wallNow, timeZone }} />
}

/** What estimates read of a queue, every few seconds; undefined until the server has answered. */
export function useQueueNow(queueId: string, store: TileStore): QueueNow | undefined {
  const stores = useLiveStores()
  const { data, isPending } = useQuery(estimateQueries.facts())
  const tick = useScreenStatus(({ now }) => Math.floor(now / refreshMs))
  return useMemo(() => {
    if (isPending) return undefined
    const facts = data?.queues.find((each) => each.queue === queueId)
    const serving = servingNow(floorNow(stores), queueId)
    return { queueId, facts, nowMs: tick * refreshMs, row: store.getState().row, ...serving }
  }, [tick, data, isPending, queueId, store, stores])
}
