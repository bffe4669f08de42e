import type { Lease } from '../cluster/lease.ts'
import { createFeedPublisher, type FeedPublisher, type PublisherDeps } from './feed-publisher.ts'
import type { Feed } from './feed.ts'
import type { ShownData } from './followed-link.ts'
import type { Items } from './shared-items.ts'
import type { StreamNotice } from './stream.ts'
import { isTakenOver } from './take-over-state.ts'

/** The Five9 session of a feed in this process. */
export interface OwnedSession {
  readonly feed: Feed
  /** Five9's id of the domain; undefined until Five9 has sent it. */
  readonly org: () => string | undefined
  /** Asks Five9 whether the login is still valid: a session whose login another program has ended, ends. */
  readonly checkLogin: () => void
}

/** A session that this node has under a fence, and sends to the other nodes. */
export interface OwnedFeed extends OwnedSession {
  readonly fence: () => number
  readonly shown: () => ShownData
  /**
   * Whether the data is as complete as what is shown, which has these sources. From the first time on, followers are sent
   * the data.
   */
  readonly isReady: (former: readonly string[]) => boolean
  readonly publishAlerts: (alerts: Items) => void
  /** Continues under another fence. */
  readonly renewFence: (fence: number) => void
  /** Ends what is sent at once; resolves when Five9 has ended the session, unless it is left to another program. */
  readonly stop: (options: { readonly leavesSession: boolean }) => Promise<void>
}

export function createOwnedFeed(
  deps: Omit<PublisherDeps, 'feed' | 'org' | 'onRefused'> & {
    readonly session: OwnedSession
    readonly lease: Pick<Lease, 'check'> | undefined
    readonly onNotice: (notice: StreamNotice) => void
  },
): OwnedFeed {
  const { session, lease, monotonic } = deps
  const { feed } = session
  let { fence } = deps
  let isReady = false
  let upSince: number | undefined
  let alerts: Items | undefined

  const publish = (): FeedPublisher =>
    createFeedPublisher({ ...deps, fence, feed, org: session.org, onRefused: () => lease?.check() })
  // Before its own listener: what followers are sent does not depend on what this node does with a notice.
  let publisher = publish()
  const stopListening = feed.on(deps.onNotice)

  return {
    ...session,
    fence: () => fence,
    shown: () => ({
      ...{ seq: feed.seq, asOf: feed.asOf, link: feed.link, queues: feed.queues, directory: feed.directory },
      ...{ full: feed.full, rows: feed.rows, fence: () => fence, sources: feed.sources },
    }),
    isReady(former) {
      if (isReady) return true
      const link = feed.link()
      upSince = link.state === 'up' ? (upSince ?? monotonic()) : undefined
      const upForMs = upSince === undefined ? undefined : monotonic() - upSince
      isReady = isTakenOver({ upForMs, former, link, isComplete: feed.rows.isComplete })
      if (isReady) publisher.ready()
      return isReady
    },
    publishAlerts(items) {
      alerts = items
      publisher.publishAlerts(items)
    },
    renewFence(next) {
      fence = next
      publisher.close()
      publisher = publish()
      if (alerts !== undefined) publisher.publishAlerts(alerts)
      if (isReady) publisher.ready()
    },
    stop(options) {
      publisher.close()
      stopListening()
      return feed.stop(options)
    },
  }
}
