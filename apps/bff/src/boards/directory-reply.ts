import type { DirectoryReply } from '@wallboard/boards/rest'
import type { Feed } from '../upstream/feed.ts'

/** Queues and campaigns that boards of a feed's domain can show, and the lists that Five9 refused to give. */
export const directoryReply = (feed: Pick<Feed, 'queues' | 'directory' | 'link'>): DirectoryReply => ({
  queues: [...feed.queues()],
  campaigns: [...feed.directory().campaigns],
  unreadLists: [...feed.link().unreadLists],
})
