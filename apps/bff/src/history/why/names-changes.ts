import type { SkillMap } from '@wallboard/history'
import type { RecordedNames } from '../recording/recorded-names.ts'
import type { QueueCampaigns } from './window-figures.ts'

/** The campaigns of a queue, of those that the caller may see. */
export function campaignsOf(queueId: string, skills: SkillMap, visible: ReadonlySet<string>): QueueCampaigns {
  const all = [...skills.campaignQueues].filter(([, queueIds]) => queueIds.includes(queueId))
  const [first, ...others] = all
  const isOnly = first !== undefined && others.length === 0 && first[1].length === 1 && visible.has(first[0])
  return {
    only: isOnly ? first[0] : undefined,
    all: all.map(([id]) => id).filter((id) => visible.has(id)),
  }
}

/** A change of skills or queues: `agentId` for an agent of the queue. */
export interface NamesChange {
  readonly at: number
  readonly change: 'agent-added' | 'agent-removed' | 'queue-added' | 'queue-renamed'
  readonly agentId: string | undefined
}

const agentsOf = (names: RecordedNames, queueId: string): ReadonlySet<string> =>
  new Set(names.directory.agents.flatMap(({ id, queueIds }) => (queueIds.includes(queueId) ? [id] : [])))

/** What changed for a queue between two recordings of the names. The later one was made at `at`. */
export function namesChanges(
  queueId: string,
  before: RecordedNames | null,
  after: RecordedNames | null,
  at: number,
): readonly NamesChange[] {
  if (before === null || after === null) return []
  const [had, has] = [agentsOf(before, queueId), agentsOf(after, queueId)]
  const nameIn = (names: RecordedNames) => names.queues.find(({ id }) => id === queueId)?.name
  const [oldName, newName] = [nameIn(before), nameIn(after)]
  const agents = [
    ...[...has]
      .filter((id) => !had.has(id))
      .map((agentId) => ({ at, change: 'agent-added' as const, agentId })),
    ...[...had]
      .filter((id) => !has.has(id))
      .map((agentId) => ({ at, change: 'agent-removed' as const, agentId })),
  ]
  if (oldName === newName || newName === undefined) return agents
  const change = oldName === undefined ? ('queue-added' as const) : ('queue-renamed' as const)
  return [{ at, change, agentId: undefined }, ...agents]
}
