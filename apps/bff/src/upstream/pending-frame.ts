import type { QueueName } from '@wallboard/five9/events'
import { createChangeMerger } from '@wallboard/statistics'
import type { FeedFrame } from '../cluster/change-stream.ts'
import type { Feed } from './feed.ts'
import type { StreamNotice } from './stream.ts'

type Content = Pick<FeedFrame, 'changes' | 'queues' | 'directory' | 'events'>

/** What followers have not been sent yet. Of repeated changes the last value of each field remains. */
export interface PendingFrame {
  readonly add: (notice: StreamNotice) => void
  /** Returns it, and starts again. */
  readonly take: () => Content
}

export function createPendingFrame(feed: Pick<Feed, 'directory'>): PendingFrame {
  const merger = createChangeMerger()
  let queues: readonly QueueName[] | undefined
  let hasNewDirectory = false
  let events: Extract<StreamNotice, { type: 'event' }>[] = []

  return {
    add(notice) {
      switch (notice.type) {
        case 'changes':
          merger.add(notice.changes)
          queues = notice.queues ?? queues
          return
        case 'directory':
          hasNewDirectory = true
          return
        case 'event':
          events.push(notice)
          return
        case 'link':
        case 'restarted':
      }
    },
    take() {
      const changes = merger.take().map((change) => ({ ...change, removed: [...change.removed] }))
      const content: Content = {
        ...(changes.length > 0 && { changes }),
        ...(queues !== undefined && { queues: [...queues] }),
        ...(hasNewDirectory && { directory: feed.directory() }),
        ...(events.length > 0 && { events }),
      }
      queues = undefined
      hasNewDirectory = false
      events = []
      return content
    },
  }
}
