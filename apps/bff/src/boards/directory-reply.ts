import type { DirectoryReply } from '@wallboard/boards/rest'
import { DataSource } from '@wallboard/five9/identifiers'
import type { Feed } from '../upstream/feed.ts'

const outboundSources = [DataSource.OutboundCampaignStatistics, DataSource.OutboundCampaignManager]

/** Queues and campaigns that boards of a feed's domain can show, and the lists that Five9 refused to give. */
export const directoryReply = (
  feed: Pick<Feed, 'queues' | 'directory' | 'full' | 'link'>,
): DirectoryReply => {
  // The list of campaigns that displays have does not say which are outbound; their statistics do.
  const outbound = new Set(feed.full(outboundSources).flatMap(({ data }) => data.map(({ id }) => id)))
  return {
    queues: [...feed.queues()],
    campaigns: feed.directory().campaigns.map(({ id, name }) => ({
      ...{ id, name },
      ...(outbound.has(id) ? { isOutbound: true } : {}),
    })),
    unreadLists: [...feed.link().unreadLists],
  }
}
