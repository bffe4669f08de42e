import type { SharedAlerts } from './cluster-types.ts'
import type { FeedFollower, FollowerNotice } from './feed-follower.ts'
import type { OwnerState } from './followed-link.ts'
import { createListeners } from './listeners.ts'
import type { ShownFeed } from './shown-feed.ts'

/** The follower of a feed while another node owns it. */
export interface FollowedLease {
  readonly current: () => FeedFollower | undefined
  readonly start: () => void
  readonly stop: () => void
  /** What is known of the owner of the shown data; undefined while nothing is followed. */
  readonly owner: () => OwnerState | undefined
  /** Five9's id of the domain, once an owner has sent it. */
  readonly org: () => string | undefined
  readonly alerts: Pick<SharedAlerts, 'current' | 'on'>
}

/** Starts to follow. */
export function createFollowing(deps: {
  readonly create: () => FeedFollower
  /** Shows what is followed; created after the first follower. */
  readonly shown: () => ShownFeed
}): FollowedLease {
  const alertListeners = createListeners<undefined>()
  let follower: FeedFollower | undefined
  let org: string | undefined

  function followed({ data, ...from }: FeedFollower, notice: FollowerNotice): void {
    const shown = deps.shown()
    switch (notice.type) {
      case 'restarted':
        if (data.fence() >= shown.fence()) shown.show(data)
        return
      case 'owner':
        org = from.org() ?? org
        shown.refreshLink()
        return
      case 'alerts':
        alertListeners.notify(undefined)
        return
      case 'changes':
      case 'directory':
      case 'event':
        if (shown.isOf(data.rows)) shown.emit(notice)
    }
  }

  function start(): void {
    const created = deps.create()
    created.on((notice) => {
      if (created === follower) followed(created, notice)
    })
    follower = created
  }
  start()

  return {
    current: () => follower,
    start,
    stop() {
      follower?.close()
      follower = undefined
    },
    owner() {
      if (follower === undefined) return undefined
      const state = follower.owner()
      const isOther = follower.data.fence() !== deps.shown().fence()
      return state.type === 'alive' && isOther ? { type: 'starting', link: follower.data.link() } : state
    },
    org: () => org,
    alerts: { current: () => follower?.alerts(), on: alertListeners.add },
  }
}
