import { summariseAgents, type AgentSummary, type Row } from '@wallboard/statistics'
import { agentSource } from '../document/data-sources.ts'
import type { Queues } from '../document/fields.ts'
import type { BoardData } from './board-data.ts'

type Agents = ReturnType<BoardData['directory']>['agents']

/**
 * The agents who serve queues: by the list of queues, for a list of agents. Both are replaced, and never changed. The header
 * of a wall counts them with each change and each second.
 */
const known = new WeakMap<readonly string[], { readonly agents: Agents; readonly serving: Agents }>()

/** The rows of agents who serve one of the queues; undefined while they are not known. */
export function servingRows(data: BoardData, queues: Queues): Row[] | undefined {
  if (!data.isAvailable(agentSource)) return undefined
  const rows = data.rows(agentSource)
  if (queues === 'all') return [...rows.values()]
  const { agents } = data.directory()
  // The list of agents says who serves which queue.
  if (agents.length === 0) return undefined
  let kept = known.get(queues)
  if (kept?.agents !== agents) {
    const wanted = new Set(queues)
    kept = { agents, serving: agents.filter(({ queueIds }) => queueIds.some((id) => wanted.has(id))) }
    known.set(queues, kept)
  }
  return kept.serving.flatMap(({ id }) => rows.get(id) ?? [])
}

/** How many of the distinct agents of these queues are in each state; undefined while they are not known. */
export function summaryOf(data: BoardData, queues: Queues): AgentSummary | undefined {
  const rows = servingRows(data, queues)
  return rows === undefined ? undefined : summariseAgents(rows)
}
