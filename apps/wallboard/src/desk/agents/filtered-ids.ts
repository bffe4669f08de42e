import { agentMatcher, type AgentFilter } from '@wallboard/statistics/agent-table'
import type { AgentsView } from './agents-store.ts'

/**
 * Reads the ids of the agents that a filter lets through. React reads several times for each render: the agents of one
 * view are filtered once.
 */
export function createIdsReader(
  filter: AgentFilter,
  plain: (text: string) => string,
): (view: Pick<AgentsView, 'records' | 'flags'>) => readonly string[] {
  let read: { readonly view: object; readonly ids: readonly string[] } | undefined
  return (view) => {
    if (read?.view === view) return read.ids
    const matches = agentMatcher(filter, (id) => view.flags.has(id), plain)
    const ids: string[] = []
    for (const record of view.records.values()) if (matches(record)) ids.push(record.id)
    read = { view, ids }
    return ids
  }
}
