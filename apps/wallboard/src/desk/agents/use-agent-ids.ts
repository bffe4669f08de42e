import { agentMatcher, sortByAttention, type AgentFilter } from '@wallboard/statistics/agent-table'
import { useCallback, useMemo } from 'react'
import { useAgents, useAgentsIds } from './agents-context.tsx'
import type { AgentsView } from './agents-store.ts'

/** The ids of the agents that a filter lets through: the same array while they are the same. */
export function useAgentIds(filter: AgentFilter): readonly string[] {
  const select = useMemo(
    () =>
      ({ records, flags }: AgentsView): readonly string[] => {
        const matches = agentMatcher(filter, (id) => flags.has(id))
        const ids: string[] = []
        for (const record of records.values()) if (matches(record)) ids.push(record.id)
        return ids
      },
    [filter],
  )
  return useAgentsIds(select)
}

/** Sorts ids by what needs attention. The same function while the page is open. */
export function useAttentionOrder(): (ids: readonly string[]) => readonly string[] {
  const { view } = useAgents()
  return useCallback(
    (ids) => {
      const { records, flags } = view.getState()
      const agents = ids.flatMap((id) => records.get(id) ?? [])
      return sortByAttention(agents, (id) => flags.get(id)).map(({ id }) => id)
    },
    [view],
  )
}
