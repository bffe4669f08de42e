import type { SkillMap } from '@wallboard/history'
import { noDirectory } from '@wallboard/relay'
import type { RecordedNames } from './recorded-names.ts'

/** The queues of agents and campaigns, as they were recorded. */
export function skillsIn(names: RecordedNames | null): SkillMap {
  const { agents, campaigns } = names?.directory ?? noDirectory
  return {
    agentQueues: new Map(agents.map(({ id, queueIds }) => [id, queueIds])),
    campaignQueues: new Map(campaigns.map(({ id, queueIds = [] }) => [id, queueIds])),
  }
}
