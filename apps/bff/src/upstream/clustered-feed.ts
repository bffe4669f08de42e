import type { LeaseChange } from '../cluster/lease.ts'
import { settlesWithin } from '../promises/time-limit.ts'
import type { ClusteredFeed, ClusteredFeedDeps, FeedClusterState } from './cluster-types.ts'
import { createFeedFollower, type FeedFollower } from './feed-follower.ts'
import { createFollowedData } from './followed-data.ts'
import { createFollowing } from './following.ts'
import { createOwnerWatch } from './owner-watch.ts'
import { createOwnedFeed, type OwnedFeed } from './owned-feed.ts'
import { createShownFeed, type ShownFeed } from './shown-feed.ts'
import type { StreamNotice } from './stream.ts'

/** Five9 has this long to end a session before the lease is given back. */
const stopWithinMs = 1_500
const checkEveryMs = 250

const followerState = (follower: FeedFollower | undefined): Omit<FeedClusterState, 'since'> => ({
  renewedAt: undefined,
  ...{ role: 'follower', ownerNode: follower?.ownerNode(), fence: follower?.fence() ?? 0 },
  ...{ beatAt: follower?.beatAt(), lagMs: follower?.lagMs() },
})

const ownerState = (
  owned: OwnedFeed,
  { node, lease }: Pick<ClusteredFeedDeps, 'node' | 'lease'>,
  isAlone: boolean,
): Omit<FeedClusterState, 'since'> => ({
  ...{ role: isAlone ? 'alone' : 'owner', ownerNode: node, fence: owned.fence() },
  ...{ beatAt: undefined, lagMs: undefined, renewedAt: lease?.renewedAt() },
})

/**
 * A stable stream over changing owners. While the owner changes it continues to show the data of the former one, with a
 * link that confirms nothing, until the data of the new one is complete: then it restarts with the epoch of the new fence.
 */
export function createClusteredFeed(deps: ClusteredFeedDeps): ClusteredFeed {
  const { name, redis, clock, lease, monotonic, log, onError } = deps
  let owned: OwnedFeed | undefined
  let isAlone = false
  let since = monotonic()
  let org: string | undefined

  const isShownOwned = () => owned !== undefined && shown.isOf(owned.feed.rows)
  const createFollower = () => createFeedFollower({ ...deps, feed: name })
  const following = createFollowing({ create: createFollower, shown: () => shown })
  const shown: ShownFeed = createShownFeed({
    ...{ name, first: following.current()?.data ?? createFollowedData(since) },
    owner() {
      if (isShownOwned()) return undefined
      return owned === undefined ? following.owner() : { type: 'starting', link: owned.feed.link() }
    },
  })

  function own(fence: number, isExpired: boolean): void {
    // The former owner was alive when this node last read from it.
    const force = isExpired || (following.current()?.fence() ?? 0) > 0
    following.stop()
    const session = deps.startSession({
      ...{ force, endsOtherLogins: isExpired, fence, mayReturn: () => lease?.isHeld() === true },
      names: { queues: shown.queues(), directory: shown.directory() },
    })
    owned = createOwnedFeed({
      ...{ session, name, fence, lease, redis, clock, monotonic, onError, onNotice: ownedNotice },
    })
    watch.owned()
    since = monotonic()
    log('feed owned', { feed: name, fence })
    deps.onOwned(session.feed, fence)
    if (shown.fence() === 0) shown.show(owned.shown())
    else shown.refreshLink()
    checkReady()
  }

  function ownedNotice(notice: StreamNotice): void {
    if (notice.type === 'link') checkReady()
    if (isShownOwned()) shown.emit(notice)
    else shown.refreshLink()
  }

  /** Shows the data of a new session once it is as complete as that of the former one. */
  function checkReady(): void {
    const former = isShownOwned() ? [] : shown.sources()
    if (owned?.isReady(former) === true && !isShownOwned()) shown.show(owned.shown())
  }

  /** Ends the session. Its data stays on the screens until another owner has data. */
  function release({ leavesSession } = { leavesSession: false }): Promise<void> {
    if (owned === undefined) return Promise.resolve()
    const ended = owned
    org = ended.org() ?? org
    owned = undefined
    isAlone = false
    deps.onReleased()
    return ended.stop({ leavesSession })
  }

  function giveUp(reason: string, options?: { readonly leavesSession: boolean }): void {
    log('feed given up', { feed: name, reason }, 'warn')
    release(options).catch(onError)
    following.start()
    since = monotonic()
    shown.refreshLink()
  }

  /** A new session needs a new fence. */
  function forfeit(reason: string, options?: { readonly leavesSession: boolean }): void {
    lease?.forfeit()
    giveUp(reason, options)
  }

  function acquired(fence: number, isExpired: boolean): void {
    isAlone = false
    if (owned === undefined) own(fence, isExpired)
    else if (owned.feed.link().state === 'ended' && fence === owned.fence())
      forfeit('the Five9 session has ended')
    else if (fence !== owned.fence()) {
      log('feed fence renewed', { feed: name, fence })
      owned.renewFence(fence)
      if (isShownOwned()) shown.show(owned.shown())
    }
  }

  function leaseChanged(change: LeaseChange): void {
    if (change.type === 'acquired') acquired(change.fence, change.isExpired)
    else if (owned === undefined) return
    else if (change.reason === 'taken') giveUp('another node has the lease', { leavesSession: true })
    else if (change.reason === 'unreachable' && deps.onBusLoss === 'stop') forfeit('Redis is not reachable')
    else if (change.reason === 'unreachable') {
      isAlone = true
      log('feed alone', { feed: name, reason: 'Redis is not reachable' }, 'warn')
    }
  }

  const watch = createOwnerWatch({
    ...deps,
    onTakenOver() {
      forfeit('another program has signed in as this Five9 user', { leavesSession: true })
    },
  })
  const stopLease = lease?.on(leaseChanged)
  const { epoch: _epoch, ...facade } = shown
  const checking = setInterval(() => {
    checkReady()
    if (owned !== undefined) watch.check(owned, isAlone)
  }, checkEveryMs)

  return {
    ...facade,
    get epoch() {
      return shown.epoch
    },
    pauseReading: () => (isShownOwned() ? owned?.feed.pauseReading() : undefined),
    resumeReading: () => owned?.feed.resumeReading(),
    org: () => owned?.org() ?? following.org() ?? org,
    cluster: () => ({
      ...(owned === undefined ? followerState(following.current()) : ownerState(owned, deps, isAlone)),
      since,
    }),
    alerts: { ...following.alerts, publish: (alerts) => owned?.publishAlerts(alerts) },
    async stop() {
      clearInterval(checking)
      stopLease?.()
      shown.close()
      following.stop()
      await settlesWithin(release(), stopWithinMs)
      // After the sign-out, which would end the session of the next owner.
      await lease?.release()
    },
  }
}
