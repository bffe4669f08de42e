import type { Freshness, Level } from '@wallboard/statistics'
import { useCallback, useState, useSyncExternalStore } from 'react'
import { useStore } from 'zustand'
import type { AlertStore } from '../../live/stores/alert-store.ts'
import type { QueueStatisticsStore } from '../../live/stores/queue-statistics-store.ts'
import { useDeskLive } from './desk-session-context.tsx'

/** True while a data source is stale or down, also one that the board does not show. */
export function useIsSourceOld(dataSource: string): boolean {
  const freshness = useFreshness(dataSource)
  return freshness === 'stale' || freshness === 'down'
}

/** How far the figures of a data source may be believed. */
export function useFreshness(dataSource: string): Freshness {
  const { statistics } = useDeskLive().stores
  return useStore(statistics.status, () => statistics.freshnessOf(dataSource))
}

/** What a list of queues can be filtered by. */
export interface QueueFacts {
  readonly id: string
  readonly name: string
  readonly level: Level
}

/** All queues of the page, in any order. The same array while names and levels are the same. */
export function useQueueFacts(): readonly QueueFacts[] {
  const { statistics, alerts } = useDeskLive().stores
  const [read] = useState(() => createFactsReader(statistics, alerts))
  const subscribe = useCallback(
    (changed: () => void) => {
      const stops = [statistics.membership, alerts.active, statistics.applied].map((store) =>
        store.subscribe(changed),
      )
      return () => {
        for (const stop of stops) stop()
      }
    },
    [statistics, alerts],
  )
  return useSyncExternalStore(subscribe, read)
}

function createFactsReader(statistics: QueueStatisticsStore, alerts: AlertStore) {
  let known: readonly QueueFacts[] = []
  return (): readonly QueueFacts[] => {
    const { levels } = alerts.active.getState()
    const facts = statistics.membership.getState().ids.map((id) => ({
      id,
      name: statistics.tile(id)?.getState().label ?? id,
      level: levels.get(id) ?? 'none',
    }))
    const isSame =
      facts.length === known.length &&
      facts.every(({ id, name, level }, index) => {
        const before = known[index]
        return before?.id === id && before.name === name && before.level === level
      })
    if (!isSame) known = facts
    return known
  }
}
