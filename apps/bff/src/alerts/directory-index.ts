import type { Directory } from '@wallboard/relay'

/*
 * Look-ups in a directory of thousands of agents. A directory is replaced when it changes, so what is derived from one is
 * computed once and forgotten with it.
 */

type QueueIds = readonly string[]

interface DirectoryIndex {
  readonly agentNames: ReadonlyMap<string, string | null>
  /** The agents who serve one of these queues, by the list of the rule. */
  readonly agentsOf: WeakMap<QueueIds, ReadonlySet<string>>
}

const indexes = new WeakMap<Directory, DirectoryIndex>()

function indexOf(directory: Directory): DirectoryIndex {
  const known = indexes.get(directory)
  if (known !== undefined) return known
  const agentNames = new Map(directory.agents.map(({ id, name }) => [id, name]))
  const created: DirectoryIndex = { agentNames, agentsOf: new WeakMap() }
  indexes.set(directory, created)
  return created
}

/** The name of an agent, or one with the id where the directory has none. */
export const agentName = (directory: Directory, id: string): string =>
  indexOf(directory).agentNames.get(id) ?? `Agent ${id}`

/** The ids of the agents who serve one of some queues. Pass the same array for the same queues. */
export function agentsServing(directory: Directory, queueIds: QueueIds): ReadonlySet<string> {
  const { agentsOf } = indexOf(directory)
  const known = agentsOf.get(queueIds)
  if (known !== undefined) return known
  const wanted = new Set(queueIds)
  const serving = directory.agents.filter((agent) => agent.queueIds.some((id) => wanted.has(id)))
  const found = new Set(serving.map(({ id }) => id))
  agentsOf.set(queueIds, found)
  return found
}
