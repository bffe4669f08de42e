import type { Clocks } from '@wallboard/relay'
import type { ClusterClock } from '../cluster/cluster-clock.ts'
import { watchConnectedSince } from '../cluster/connected-since.ts'
import { createLease, leaseKeys } from '../cluster/lease.ts'
import { createReachCall } from '../cluster/reach-call.ts'
import type { Redis } from '../cluster/redis.ts'
import type { RemoteCalls } from '../cluster/remote-calls.ts'
import { createStreamReader } from '../cluster/stream-reader.ts'
import type { Log } from './anomaly-log.ts'
import type { ClusteredFeed, SessionStart } from './cluster-types.ts'
import { createClusteredFeed } from './clustered-feed.ts'
import type { Feed } from './feed.ts'
import type { Five9Commands } from './five9-commands.ts'
import type { OwnedSession } from './owned-feed.ts'
import { createRemoteCommands } from './remote-commands.ts'

/** What the feeds of a node need of its cluster. */
export interface FeedClusterDeps {
  readonly node: string
  readonly redis: Redis
  readonly clock: ClusterClock
  readonly calls: Pick<RemoteCalls, 'call' | 'serve'>
  readonly onBusLoss: 'continue' | 'stop'
  readonly clocks: Clocks
  readonly log: Log
  readonly onError: (error: unknown) => void
}

/** Starts feeds that all nodes of a cluster share. */
export interface FeedCluster {
  /** Undefined `startSession`: this node has no password of the user, and only follows. */
  readonly start: (feed: {
    readonly name: string
    readonly canFailOver: boolean
    readonly startSession: ((start: SessionStart) => OwnedSession) | undefined
    /** Whether this node reaches the login host of Five9. Never rejects. */
    readonly reachesFive9: () => Promise<boolean>
    readonly onOwned: (feed: Feed, fence: number) => void
    readonly onReleased: () => void
  }) => ClusteredFeed
  /** The node that has the Five9 session of a feed; undefined when none has, or Redis is not reachable. */
  readonly holderOf: (name: string) => Promise<string | undefined>
  /** The commands of a user whose session another node has. */
  readonly commandsOf: (username: string, owner: () => string | undefined) => Five9Commands
  readonly close: () => void
}

export function createFeedCluster(deps: FeedClusterDeps): FeedCluster {
  const { redis, node, clock, onBusLoss, log, onError } = deps
  const { monotonic } = deps.clocks
  const reader = createStreamReader({ redis, onError })
  const connected = watchConnectedSince(redis, monotonic)

  /** The last feed of each name that this node could own. */
  const candidates = new Map<
    string,
    { readonly feed: ClusteredFeed; readonly reaches: () => Promise<boolean> }
  >()
  const reachCall = createReachCall(deps.calls, async (name) => {
    const found = candidates.get(name)
    return found?.feed.cluster().role === 'follower' && (await found.reaches())
  })

  return {
    start({ startSession, reachesFive9, ...started }) {
      const { name } = started
      const floor = () => feed.cluster().fence
      const lease =
        startSession &&
        createLease({
          redis,
          node,
          name,
          monotonic,
          hasStream: true,
          connectedAt: connected.at(),
          floor,
          onError,
        })
      const feed: ClusteredFeed = createClusteredFeed({
        ...{ ...started, node, redis, reader, clock, monotonic, lease, onBusLoss, log, onError },
        reach: { own: reachesFive9, of: (other) => reachCall.ask(other, name) },
        startSession:
          startSession ??
          (() => {
            throw new Error('a session of Five9 cannot be started without a password')
          }),
      })
      if (startSession !== undefined) candidates.set(name, { feed, reaches: reachesFive9 })
      return feed
    },
    async holderOf(name) {
      const holder = await redis.run(['GET', leaseKeys(name).lease]).catch(() => null)
      return typeof holder === 'string' ? holder : undefined
    },
    commandsOf: (username, owner) => createRemoteCommands(deps.calls, username, owner),
    close() {
      connected.stop()
      reader.close()
    },
  }
}
