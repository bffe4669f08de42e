import { createPlainTexts, sortByAttention, type AgentFilter } from '@wallboard/statistics/agent-table'
import { useCallback, useState } from 'react'
import { useAgents, useAgentsView } from './agents-context.tsx'
import { createIdsReader } from './filtered-ids.ts'

/** The ids of the agents that a filter lets through: the same array while they are the same. */
export function useAgentIds(filter: AgentFilter): readonly string[] {
  const [read] = useState(() => createIdsReader(createPlainTexts()))
  return useAgentsView((view) => read(view, filter))
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
