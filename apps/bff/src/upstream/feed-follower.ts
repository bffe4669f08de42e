import type { Link } from '@wallboard/relay'
import {
  entryId,
  feedKeys,
  parseEntry,
  type StreamedEntry,
  type FeedFrame,
} from '../cluster/change-stream.ts'
import type { ClusterClock } from '../cluster/cluster-clock.ts'
import { RedisDown } from '../cluster/redis-errors.ts'
import type { Redis, StreamEntry } from '../cluster/redis.ts'
import { loadSnapshot } from '../cluster/stored-snapshot.ts'
import type { StreamReader } from '../cluster/stream-reader.ts'
import { createFollowedData, type FollowedData } from './followed-data.ts'
import type { OwnerState } from './followed-link.ts'
import { createListeners } from './listeners.ts'
import { createOwnerBeat } from './owner-beat.ts'
import { createFollowedItems, type Items } from './shared-items.ts'
import { shiftedEvent, shiftedLink } from './shifted-instants.ts'
import type { StreamNotice } from './stream.ts'
import { createOwnerNode } from './owner-node.ts'

/** What a follower reports beside the notices of its data. */
export type FollowerNotice =
  | Exclude<StreamNotice, { type: 'link' }>
  /** The link of the data, or what is known of the owner, may have changed. */
  | { readonly type: 'owner' }
  | { readonly type: 'alerts' }

/** The feed of another node, read from its stream in Redis. */
export interface FeedFollower {
  readonly data: FollowedData
  readonly owner: () => OwnerState
  /** The node that has the lease; undefined until it is known. */
  readonly ownerNode: () => string | undefined
  /** The highest fence in the stream; 0 before the first entry. */
  readonly fence: () => number
  readonly org: () => string | undefined
  readonly alerts: () => Items | undefined
  /** When the last frame was received; undefined before the first. */
  readonly beatAt: () => number | undefined
  /** How long the last frame took, by the clock of Redis. */
  readonly lagMs: () => number | undefined
  readonly on: (listener: (notice: FollowerNotice) => void) => () => void
  readonly close: () => void
}

export interface FollowerDeps {
  /** The 16 hexadecimal digits of the feed. */
  readonly feed: string
  readonly redis: Pick<Redis, 'run' | 'runBinary' | 'isUp'>
  readonly reader: Pick<StreamReader, 'follow'>
  readonly clock: Pick<ClusterClock, 'offsetMs' | 'isMeasured'>
  /** Monotonic milliseconds. */
  readonly monotonic: () => number
  /** False for the feed of a person whose password only the owner had. */
  readonly canFailOver: boolean
  readonly onError: (error: unknown) => void
}

const checkEveryMs = 250
const requestEveryMs = 1_000

export function createFeedFollower(deps: FollowerDeps): FeedFollower {
  const { feed, redis, monotonic, onError } = deps
  const keys = feedKeys(feed)
  const listeners = createListeners<FollowerNotice>()
  const data = createFollowedData(monotonic())
  const beat = createOwnerBeat(deps)
  let top = { fence: 0, entry: 0 }
  let ownerLink: Link | undefined
  let needsSnapshot = true
  let requestedAt = -Infinity
  let org: string | undefined
  const alerts = createFollowedItems()
  let isClosed = false

  const report = (error: unknown) => {
    if (!(error instanceof RedisDown)) onError(error)
  }
  const ownerNode = createOwnerNode({ feed, redis, monotonic, onError: report })

  function requestSnapshot(): void {
    needsSnapshot = true
    if (monotonic() - requestedAt < requestEveryMs) return
    requestedAt = monotonic()
    redis.run(['PUBLISH', keys.request, feed]).catch(report)
  }

  async function load(): Promise<void> {
    const snapshot = await loadSnapshot(redis, feed)
    const offsetMs = beat.offsetMs()
    if (snapshot?.fence !== top.fence || offsetMs === undefined || isClosed) return
    data.replace(snapshot, offsetMs)
    needsSnapshot = false
    org = snapshot.org ?? org
    // Frames after the snapshot may have been received before it was loaded.
    position.seek(entryId(snapshot.fence, snapshot.entry))
    listeners.notify({ type: 'restarted' })
    listeners.notify({ type: 'owner' })
    if (alerts.replace(snapshot)) listeners.notify({ type: 'alerts' })
  }

  function frameReceived(frame: FeedFrame, isNew: boolean): void {
    if (isNew) ownerNode.heard()
    // A clock was set: the rows have wrong dates.
    if (isNew && beat.frameReceived(frame)) requestSnapshot()
    const byMs = beat.offsetMs()
    if (byMs === undefined) return
    if (isNew) {
      org = frame.org ?? org
      ownerLink = shiftedLink(frame.link, byMs)
    }
    if (frame.isReady && (needsSnapshot || data.fence() !== top.fence)) requestSnapshot()
    else if (frame.isReady) apply(frame, byMs)
    listeners.notify({ type: 'owner' })
  }

  function apply(frame: FeedFrame, byMs: number): void {
    const before = data.seq()
    const changes = data.apply(frame, byMs)
    if (changes === undefined) {
      requestSnapshot()
      return
    }
    const [seq, asOf] = [data.seq(), data.asOf()]
    const { queues } = frame
    if (seq !== before && (changes.length > 0 || queues !== undefined))
      listeners.notify({
        ...{ type: 'changes', seq, asOf, changes },
        ...(queues === undefined ? {} : { queues }),
      })
    const applied = alerts.apply(top.fence, frame)
    if (applied === 'changed') listeners.notify({ type: 'alerts' })
    if (applied === 'missing') requestSnapshot()
    if (seq === before) return
    if (frame.directory !== undefined) listeners.notify({ type: 'directory' })
    for (const event of frame.events ?? []) listeners.notify(shiftedEvent(event, byMs))
  }

  async function received(entry: StreamedEntry): Promise<void> {
    const { fence } = entry
    if (fence < top.fence || isClosed) return
    const isNew = fence > top.fence || entry.entry > top.entry
    if (fence > top.fence) {
      beat.ownerChanged()
      ownerNode.changed(undefined)
      needsSnapshot = true
    }
    if (isNew) top = { fence, entry: entry.entry }
    if (entry.type === 'acquired') {
      ownerNode.changed(entry.node)
      listeners.notify({ type: 'owner' })
    } else if (entry.type === 'frame') frameReceived(entry.frame, isNew)
    else if (needsSnapshot) await load()
  }

  const position = deps.reader.follow(keys.changes, async (entry: StreamEntry) => received(parseEntry(entry)))

  const checking = setInterval(() => {
    // The reason may have changed meanwhile.
    if (beat.silentSince() !== undefined) listeners.notify({ type: 'owner' })
  }, checkEveryMs)

  function silence(since: number): OwnerState {
    if (!redis.isUp()) return { type: 'silent', since, code: 'cluster-lost' }
    return { type: 'silent', since, code: deps.canFailOver ? 'fail-over' : 'sign-in-needed' }
  }

  return {
    data,
    owner() {
      const silentSince = beat.silentSince()
      if (silentSince !== undefined) return silence(silentSince)
      if (data.fence() === top.fence && data.fence() > 0) return { type: 'alive' }
      return ownerLink === undefined ? { type: 'alive' } : { type: 'starting', link: ownerLink }
    },
    ownerNode: ownerNode.current,
    fence: () => top.fence,
    org: () => org,
    alerts: alerts.current,
    beatAt: beat.at,
    lagMs: beat.lagMs,
    on: listeners.add,
    close() {
      isClosed = true
      clearInterval(checking)
      position.stop()
      listeners.clear()
    },
  }
}
