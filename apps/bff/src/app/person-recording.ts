import { seesAll } from '@wallboard/statistics'
import type { Actor } from '../auth/actor.ts'
import type { PostedVisible } from '../history/reading/reader-message.ts'
import type { RecordingName } from '../history/reading/history-reader.ts'
import type { VisibleNow } from '../history/visible-rows.ts'
import type { Feed } from '../upstream/feed.ts'

/** A person's own feed: it decides what of a recording the person may see. */
export type OwnFeed = Pick<Feed, 'epoch' | 'full' | 'queues' | 'directory'>

/** The feed of the service account, as far as recordings need it. */
export type ServiceFeed =
  | {
      readonly org: string | undefined
      readonly username: string
      readonly feed: Pick<Feed, 'queues'>
    }
  | undefined

/** A recording that a person may read. */
export interface PersonRecording extends RecordingName {
  /** It is of the person's own feed, so it counts nothing that the person may not see. */
  readonly isOwn: boolean
}

/** The recording that a person may read: of the domain's service account, else of the person's own feed. */
export function recordingOf(person: Actor, service: ServiceFeed): PersonRecording {
  const isHouse = service !== undefined && service.org === person.org
  const username = isHouse ? service.username : person.username
  return {
    name: { org: person.org, username },
    isPersonal: !isHouse,
    isOwn: username === person.username,
  }
}

const idsOf = (feed: OwnFeed, dataSource: string): readonly string[] =>
  feed.full([dataSource]).flatMap(({ data }) => data.map(({ id }) => id))

/** What a person's own feed shows now: more of a recording is not for that person. */
export function visibleNow(feed: OwnFeed): VisibleNow {
  const { agents, campaigns } = feed.directory()
  return {
    queueIds: new Set(feed.queues().map(({ id }) => id)),
    agentIds: new Set(agents.map(({ id }) => id)),
    campaignIds: new Set(campaigns.map(({ id }) => id)),
    idsOf: (dataSource) => new Set(idsOf(feed, dataSource)),
  }
}

/** The same as plain lists, for the thread that reads: of these data sources. */
export function postedVisible(feed: OwnFeed, dataSources: readonly string[]): PostedVisible {
  const { queueIds, agentIds, campaignIds } = visibleNow(feed)
  return {
    queueIds: [...queueIds],
    agentIds: [...agentIds],
    campaignIds: [...campaignIds],
    rows: dataSources.map((dataSource) => ({ dataSource, ids: [...idsOf(feed, dataSource)] })),
  }
}

/**
 * Whether a person's feed shows every queue of a recorded feed. Only then may the person see totals of the whole floor,
 * which count all of them. While the queues of the recorded feed are not known, that is not known either.
 */
export const seesAllQueues = (own: Pick<Feed, 'queues'>, recorded: Pick<Feed, 'queues'>): boolean => {
  if (own === recorded) return true
  return seesAll(
    new Set(own.queues().map(({ id }) => id)),
    recorded.queues().map(({ id }) => id),
  )
}
