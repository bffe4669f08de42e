import { useQueueFacts } from '../desk-session/desk-figures-context.tsx'
import { sortByUrgency, type Row } from '@wallboard/statistics'
import { useCallback, useMemo } from 'react'
import type { LiveStores } from '../../live/hooks/live-context.tsx'
import { matchesFilter, type QueueFilter } from './queue-filter-state.ts'

/** The queues that a filter shows, in any order, and how many the domain has. The same array while they are the same. */
export function useQueueIds(filter: QueueFilter): {
  readonly ids: readonly string[]
  readonly count: number
} {
  const facts = useQueueFacts()
  return useMemo(
    () => ({
      ids: facts.filter((queue) => matchesFilter(queue, filter)).map(({ id }) => id),
      count: facts.length,
    }),
    [facts, filter],
  )
}

/** Sorts queues by urgency: alert level, waiting calls by longest wait, then the others. */
export function useAttentionOrder({ statistics, alerts }: LiveStores) {
  return useCallback(
    (ids: readonly string[]) => {
      const rows = ids.map((id): Row => statistics.tile(id)?.getState().row ?? { id, asOf: 0 })
      const { levels } = alerts.active.getState()
      const levelOf = (id: string) => levels.get(id) ?? 'none'
      return sortByUrgency(rows, statistics.serverNow(), levelOf).map(({ id }) => id)
    },
    [statistics, alerts],
  )
}
