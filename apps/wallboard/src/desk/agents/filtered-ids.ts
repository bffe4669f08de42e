import { agentMatcher, type AgentFilter } from '@wallboard/statistics/agent-table'
import { isSameOrder } from '../table/row-order-state.ts'
import type { AgentsView } from './agents-store.ts'

/**
 * Reads the ids of the agents that a filter lets through: the same array while they are the same. React reads several
 * times for each render: the agents of one view are filtered, and compared with those before, once.
 */
export function createIdsReader(
  plain: (text: string) => string,
): (view: Pick<AgentsView, 'records' | 'flags'>, filter: AgentFilter) => readonly string[] {
  let read: { readonly view: object; readonly filter: AgentFilter } | undefined
  let ids: readonly string[] = []
  return (view, filter) => {
    if (read?.view === view && read.filter === filter) return ids
    const matches = agentMatcher(filter, (id) => view.flags.has(id), plain)
    const found: string[] = []
    for (const record of view.records.values()) if (matches(record)) found.push(record.id)
    read = { view, filter }
    if (!isSameOrder(found, ids)) ids = found
    return ids
  }
}
