import { useQuery } from '@tanstack/react-query'
import { agentSource, allQueuesBoard } from '@wallboard/boards'
import { activityOf, queueSource, readNumber, readText, type Row } from '@wallboard/statistics'
import type { ServingAgent } from '@wallboard/statistics/estimates'
import { useMemo, useState } from 'react'
import { estimateQueries } from '../../api/estimate-queries.ts'
import { queuePage as texts } from '../../i18n/index.ts'
import {
  useLiveStores,
  useScreenStatus,
  type LiveStores,
  type TileStore,
} from '../../live/hooks/live-context.tsx'
import { timeOfDay } from '../../live/session/time-of-day.ts'
import { usePageKeys } from '../keyboard/keyboard-context.tsx'
import { HelpPanel } from '../why/help-panel.tsx'
import type { QueueNow } from '../why/queue-estimates-state.ts'
import { WhyPanel } from '../why/why-panel.tsx'
import styles from './queue-page.module.css'

/** How often estimates are computed again. */
const refreshMs = 5_000
const minuteMs = 60_000

/** The longest wait that the thresholds of the board with all queues tolerate, in seconds; undefined without one. */
const [targetSeconds] = allQueuesBoard.pages
  .flatMap(({ tiles }) => tiles.flatMap((tile) => ('thresholds' in tile ? (tile.thresholds ?? []) : [])))
  .flatMap((threshold) =>
    'metric' in threshold && threshold.metric === 'currentLongestQueueTime' ? [threshold.value] : [],
  )
  .sort((a, b) => a - b)

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
  usePageKeys([{ keys: 'w', label: texts.why, run: explain }])
  return (
    <>
      {at === undefined && targetSeconds !== undefined && (
        <Help queueId={queueId} store={store} targetSeconds={targetSeconds} />
      )}
      <button type="button" className={styles.why} aria-keyshortcuts="w" onClick={explain}>
        {texts.why}
      </button>
      {explained !== undefined && <WhyPanel queueId={queueId} at={explained} />}
    </>
  )
}

interface HelpProps {
  readonly queueId: string
  readonly store: TileStore
  readonly targetSeconds: number
}

function Help({ queueId, store, targetSeconds }: HelpProps) {
  const stores = useLiveStores()
  const { data, isPending } = useQuery(estimateQueries.facts())
  const tick = useScreenStatus(({ now }) => Math.floor(now / refreshMs))
  const wallNow = useScreenStatus((status) => Math.floor(timeOfDay(status) / minuteMs) * minuteMs)
  const queue = useMemo((): QueueNow => {
    const nowMs = tick * refreshMs
    const facts = data?.queues.find((each) => each.queue === queueId)
    return { queueId, facts, nowMs, row: store.getState().row, ...floorOf(stores) }
  }, [tick, data, queueId, store, stores])
  return isPending ? null : <HelpPanel queue={queue} targetSeconds={targetSeconds} wallNow={wallNow} />
}

/** What estimates read of the other queues and of the agents. */
function floorOf({ sources, statistics }: LiveStores): Pick<QueueNow, 'agents' | 'hasCallers' | 'isLive'> {
  const served = new Map(sources.directory().agents.map(({ id, queueIds }) => [id, queueIds]))
  const rows = sources.rows(agentSource)
  const toAgent = (row: Row): ServingAgent => ({
    activity: activityOf(row),
    callType: readText(row, 'callType'),
    queueIds: served.get(row.id) ?? [],
  })
  const isKnown = sources.isAvailable(agentSource) && served.size > 0
  return {
    agents: isKnown ? Array.from(rows.values(), toAgent) : undefined,
    hasCallers: (id) => (readNumber(statistics.tile(id)?.getState().row, 'callsInQueue') ?? 0) > 0,
    isLive: [queueSource, agentSource].every((source) => statistics.freshnessOf(source) === 'live'),
  }
}
