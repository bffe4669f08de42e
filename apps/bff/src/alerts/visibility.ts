import { agentSource } from '@wallboard/boards'
import type { AlertEntity } from '@wallboard/relay/rest/alerts'
import { queueSource } from '@wallboard/statistics'
import type { EvaluatedFeed } from './feed-data.ts'

/** What decides who may see an alert. */
export interface SeenSubject {
  readonly entity: AlertEntity
  /** The queues of a group. */
  readonly members: 'all' | readonly string[] | null
}

/**
 * Whether a person may see an alert: their own feed has to hold its entity. An alert of the whole floor, or of all
 * queues, counts every queue of the evaluated feed.
 */
export function canSee(own: EvaluatedFeed, evaluated: EvaluatedFeed): (subject: SeenSubject) => boolean {
  if (own === evaluated) return () => true
  const queues = new Set([...own.queues().map(({ id }) => id), ...own.rows.rows(queueSource).keys()])
  const { agents, campaigns } = own.directory()
  const agentIds = new Set([...agents.map(({ id }) => id), ...own.rows.rows(agentSource).keys()])
  const campaignIds = new Set(campaigns.map(({ id }) => id))
  const seesAll = evaluated.queues().every(({ id }) => queues.has(id))
  return ({ entity: { kind, id }, members }) => {
    switch (kind) {
      case 'queue':
        return queues.has(id)
      case 'floor':
        return seesAll
      case 'group':
        return members === null || members === 'all' ? seesAll : members.every((queue) => queues.has(queue))
      case 'agent':
        return agentIds.has(id)
      case 'campaign':
      case 'outbound-campaign':
        return campaignIds.has(id)
      case 'link':
      case 'display':
        return true
    }
  }
}
