import type { ClusterClock } from '../cluster/cluster-clock.ts'
import type { Lease } from '../cluster/lease.ts'
import type { Redis } from '../cluster/redis.ts'
import type { StreamReader } from '../cluster/stream-reader.ts'
import type { Log } from './anomaly-log.ts'
import type { Feed } from './feed.ts'
import type { Five9Reach } from './hand-over.ts'
import type { InitialNames } from './name-lists.ts'
import type { OwnedSession } from './owned-feed.ts'
import type { Items } from './shared-items.ts'

/** `alone`: the owner cannot reach Redis; its own screens stay live. */
export type FeedRole = 'owner' | 'alone' | 'follower'

/** The place of a feed in the cluster. Instants are monotonic milliseconds. */
export interface FeedClusterState {
  readonly role: FeedRole
  readonly ownerNode: string | undefined
  /** The highest fence that this node knows of; 0 before the first. */
  readonly fence: number
  /** Since when this node owns or follows the feed. */
  readonly since: number
  /** When a follower received the last frame. */
  readonly beatAt: number | undefined
  /** How long that frame took, by the clock of Redis. */
  readonly lagMs: number | undefined
  /** When this node, as the owner, renewed the lease. */
  readonly renewedAt: number | undefined
}

/** The alerts of a feed, from the node that evaluates them. Instants in them have to be of the cluster clock. */
export interface SharedAlerts {
  /** On the owner: sends the followers those that are not the same objects as before. Elsewhere it does nothing. */
  readonly publish: (alerts: Items) => void
  /** What the owner sent last, where one that has not changed is the same object; undefined on the owner. */
  readonly current: () => Items | undefined
  /** Calls back when `current` has changed. */
  readonly on: (listener: () => void) => () => void
}

/** The feed of one Five9 user on a node of a cluster: its own Five9 session, or what another node sends. */
export interface ClusteredFeed extends Feed {
  readonly org: () => string | undefined
  readonly cluster: () => FeedClusterState
  readonly alerts: SharedAlerts
}

export interface SessionStart {
  /** Ends the session of the former owner, which may still run. */
  readonly force: boolean
  /** The former owner did not give its lease back: its login is ended too, so that it notices without Redis. */
  readonly endsOtherLogins: boolean
  readonly fence: number
  /** The names until Five9 has sent its lists. */
  readonly names: InitialNames
  /** Whether the session may be started again when another program has ended it. */
  readonly mayReturn: () => boolean
}

export interface ClusteredFeedDeps {
  /** The 16 hexadecimal digits of the feed. */
  readonly name: string
  readonly node: string
  readonly redis: Redis
  readonly reader: StreamReader
  readonly clock: ClusterClock
  /** Monotonic milliseconds. */
  readonly monotonic: () => number
  /** Undefined on a node that cannot start the Five9 session: it only follows. */
  readonly lease: Lease | undefined
  readonly startSession: (start: SessionStart) => OwnedSession
  readonly reach: Five9Reach
  readonly onBusLoss: 'continue' | 'stop'
  /** False for the feed of a person whose password only the owner had. */
  readonly canFailOver: boolean
  readonly onOwned: (feed: Feed, fence: number) => void
  readonly onReleased: () => void
  readonly log: Log
  readonly onError: (error: unknown) => void
}
