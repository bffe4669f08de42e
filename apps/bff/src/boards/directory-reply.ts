import type { DirectoryReply } from '@wallboard/boards/rest'
import type { Feed } from '../upstream/feed.ts'

/** What boards of a feed's domain can be about, and which lists of it Five9 did not give. */
export const directoryReply = (feed: Pick<Feed, 'queues' | 'directory' | 'link'>): DirectoryReply => ({
  queues: [...feed.queues()],
  campaigns: [...feed.directory().campaigns],
  unreadLists: [...feed.link().unreadLists],
})
