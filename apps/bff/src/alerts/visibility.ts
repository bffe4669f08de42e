import { agentSource } from '@wallboard/boards'
import type { AlertEntity } from '@wallboard/relay/rest/alerts'
import { isTotalsId, queueSource, seesAll } from '@wallboard/statistics'
import type { StreamNotice } from '../upstream/stream.ts'
import type { EvaluatedFeed } from './feed-data.ts'

/** What decides who may see an alert. */
export interface SeenSubject {
  readonly entity: AlertEntity
  /** The queues of a group. */
  readonly members: 'all' | readonly string[] | null
}

/** The queues of a feed: those with a name, and those of rows, which are there while Five9 refuses the list of names. */
const queueIdsOf = (feed: EvaluatedFeed): ReadonlySet<string> =>
  new Set(
    [...feed.queues().map(({ id }) => id), ...feed.rows.rows(queueSource).keys()].filter(
      (id) => !isTotalsId(id),
    ),
  )

/**
 * Whether a person may see an alert: their own feed has to hold its entity. An alert of the whole floor, or of all
 * queues, counts every queue of the evaluated feed; while none of them is known, nobody else sees it.
 */
export function canSee(own: EvaluatedFeed, evaluated: EvaluatedFeed): (subject: SeenSubject) => boolean {
  if (own === evaluated) return () => true
  const [queues, evaluatedQueues] = [queueIdsOf(own), queueIdsOf(evaluated)]
  const { agents, campaigns } = own.directory()
  const agentIds = new Set([...agents.map(({ id }) => id), ...own.rows.rows(agentSource).keys()])
  const campaignIds = new Set(campaigns.map(({ id }) => id))
  const seesFloor = seesAll(queues, evaluatedQueues)
  return ({ entity: { kind, id }, members }) => {
    switch (kind) {
      case 'queue':
        return queues.has(id)
      case 'floor':
        return seesFloor
      case 'group':
        return members === null || members === 'all' ? seesFloor : members.every((queue) => queues.has(queue))
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

const entitySources: ReadonlySet<string> = new Set([queueSource, agentSource])

/** Whether a notice of a feed may change which alerts a person sees: what the feed holds has changed, not only figures. */
export function changesVisibility(notice: StreamNotice): boolean {
  if (notice.type === 'directory') return true
  if (notice.type !== 'changes') return false
  return (
    notice.queues !== undefined ||
    notice.changes.some(
      ({ dataSource, added, removed }) => entitySources.has(dataSource) && added.length + removed.length > 0,
    )
  )
}
