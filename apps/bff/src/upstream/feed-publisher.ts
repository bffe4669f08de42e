import { DataSource } from '@wallboard/five9/events'
import { entryId, feedKeys, type FeedFrame, type FeedSnapshot } from '../cluster/change-stream.ts'
import type { ClusterClock } from '../cluster/cluster-clock.ts'
import { RedisDown, RedisRefusal } from '../cluster/redis-errors.ts'
import type { Redis } from '../cluster/redis.ts'
import { createSnapshotStore } from '../cluster/stored-snapshot.ts'
import type { Feed } from './feed.ts'
import { createPendingFrame } from './pending-frame.ts'
import { createSentItems, type Items } from './shared-items.ts'

/** Sends the feed that this node owns to the other nodes. */
export interface FeedPublisher {
  /** The feed has complete data: from now on followers show it. */
  readonly ready: () => void
  /** Sends followers the alerts that are not the same objects as before. */
  readonly publishAlerts: (alerts: Items) => void
  readonly close: () => void
}

export interface PublisherDeps {
  /** The 16 hexadecimal digits of the feed. */
  readonly name: string
  readonly fence: number
  readonly feed: Feed
  /** Five9's id of the domain; undefined until Five9 has sent it. */
  readonly org: () => string | undefined
  readonly redis: Pick<Redis, 'run' | 'isUp' | 'subscribe'>
  readonly clock: Pick<ClusterClock, 'offsetMs'>
  /** Monotonic milliseconds. */
  readonly monotonic: () => number
  /** Redis refused an entry: another node has a higher fence, or Redis has lost its data. */
  readonly onRefused: () => void
  readonly onError: (error: unknown) => void
}

/** The shortest time between two frames. */
const paceMs = 100
/** The longest time between two frames. */
const beatEveryMs = 1_000
const checkEveryMs = 250
/** The entries of about a minute of a busy feed. */
const maxEntries = '640'

const allSources = Object.values(DataSource)

/**
 * Sends the first change at once, then at most ten frames a second with the last value of each field, and a frame each
 * second. While Redis is not reachable changes are merged: nothing is lost, and nothing grows.
 */
export function createFeedPublisher(deps: PublisherDeps): FeedPublisher {
  const { name, fence, feed, redis, clock, monotonic, onError } = deps
  const keys = feedKeys(name)
  const pending = createPendingFrame(feed)
  const alerts = createSentItems()
  let entry = 0
  let isReady = false
  let isClosed = false
  let sentSeq = 0
  let sentAt = -Infinity
  let waiting: NodeJS.Timeout | undefined
  let due: NodeJS.Immediate | undefined

  function append(kind: 'frame' | 'snapshot', body: string): void {
    entry += 1
    const id = entryId(fence, entry)
    const words = ['XADD', keys.changes, 'NOMKSTREAM', 'MAXLEN', '~', maxEntries, id, 'k', kind, 'b', body]
    redis.run(words).then(
      (added) => {
        if (added === null && !isClosed) deps.onRefused()
      },
      (error: unknown) => {
        // Another node has a higher fence: no news for an owner that has given the feed up meanwhile.
        if (error instanceof RedisRefusal) {
          if (!isClosed) deps.onRefused()
          // The next frame does not continue what its readers have: they load a snapshot.
        } else if (!(error instanceof RedisDown)) onError(error)
      },
    )
  }

  const common = () => ({
    ...{ at: monotonic(), offsetMs: clock.offsetMs(), org: deps.org() ?? null },
    ...{ seq: isReady ? feed.seq() : 0, asOf: feed.asOf(), link: feed.link() },
  })

  function cancelFlush(): void {
    clearTimeout(waiting)
    clearImmediate(due)
    waiting = undefined
    due = undefined
  }

  function flush(): void {
    cancelFlush()
    if (isClosed || !redis.isUp()) return
    sentAt = monotonic()
    const content = isReady ? { ...pending.take(), ...alerts.take() } : {}
    const frame: FeedFrame = { ...common(), isReady, prev: sentSeq, ...content }
    if (isReady) sentSeq = feed.seq()
    append('frame', JSON.stringify(frame))
  }

  /** After this turn: the link that confirms changes follows them. */
  function requestFlush(): void {
    if (waiting !== undefined || due !== undefined || isClosed) return
    const waitMs = sentAt + paceMs - monotonic()
    if (waitMs > 0) waiting = setTimeout(flush, waitMs)
    else due = setImmediate(flush)
  }

  /** The state after the last frame. */
  function snapshot(): FeedSnapshot | undefined {
    if (!isReady || isClosed || !redis.isUp()) return undefined
    flush()
    return {
      ...common(),
      ...{ fence, entry, queues: [...feed.queues()], directory: feed.directory() },
      complete: allSources.filter((source) => feed.rows.isComplete(source)),
      sources: feed.full(allSources),
      ...alerts.whole(),
    }
  }

  const store = createSnapshotStore({
    ...{ redis, feed: name, snapshot, onError },
    onStored() {
      if (!isClosed) append('snapshot', '')
    },
  })
  const stopNotices = feed.on((notice) => {
    if (isReady) pending.add(notice) // until then the first snapshot holds it
    requestFlush()
  })
  const stopRequests = redis.subscribe(keys.request, store.request, () => undefined)
  const beating = setInterval(() => {
    if (monotonic() - sentAt >= beatEveryMs - checkEveryMs) flush()
  }, checkEveryMs)
  flush()

  return {
    ready() {
      if (isReady || isClosed) return
      isReady = true
      sentSeq = feed.seq()
      store.request()
    },
    publishAlerts(items) {
      alerts.set(items)
      requestFlush()
    },
    close() {
      isClosed = true
      cancelFlush()
      clearInterval(beating)
      stopNotices()
      stopRequests()
    },
  }
}
