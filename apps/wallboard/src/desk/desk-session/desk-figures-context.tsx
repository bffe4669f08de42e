import type { Freshness } from '@wallboard/statistics'
import { useCallback, useState, useSyncExternalStore } from 'react'
import { useStore } from 'zustand'
import { useDeskLive } from './desk-session-context.tsx'
import { createFactsReader, type QueueFacts } from './queue-facts.ts'

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

/** All queues of the page, in any order. The same array while names and levels are the same. */
export function useQueueFacts(): readonly QueueFacts[] {
  const { statistics, alerts } = useDeskLive().stores
  const [read] = useState(() => createFactsReader({ statistics, alerts }))
  const subscribe = useCallback(
    (changed: () => void) => {
      const stops = [statistics.membership, alerts.active].map((store) => store.subscribe(changed))
      return () => {
        for (const stop of stops) stop()
      }
    },
    [statistics, alerts],
  )
  return useSyncExternalStore(subscribe, read)
}
