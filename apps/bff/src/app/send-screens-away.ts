import { initialSendAway, nextSendAway } from '../operations/send-away-state.ts'
import { redisGraceMs } from '../operations/readiness.ts'
import type { FeedInCluster } from '../upstream/feeds.ts'

/** Sends the screens of a node that has lost the cluster to another one. */
export interface ScreensSentAway {
  /** Call it once a second. */
  readonly check: () => void
  /** True while another node has to serve new clients. */
  readonly isRefusing: () => boolean
}

export function createScreensSentAway(deps: {
  /** Monotonic milliseconds. */
  readonly now: () => number
  readonly redis: () => { readonly isUp: boolean; readonly since: number } | undefined
  /** Whether another node was alive when Redis was last reached. */
  readonly hasOthers: () => boolean
  readonly feeds: () => readonly Pick<FeedInCluster, 'username' | 'isServiceFeed' | 'feed'>[]
  readonly sendAway: (username: string, reason: string) => void
  readonly log: (detail: { readonly feeds: number }, message: string) => void
}): ScreensSentAway {
  let state = initialSendAway
  let isRefusing = false

  return {
    check() {
      const redis = deps.redis()
      const isOver = redis?.isUp === false && deps.now() - redis.since >= redisGraceMs
      // The owner's own screens stay live.
      const lost = isOver ? deps.feeds().filter(({ feed }) => feed.cluster().role === 'follower') : []
      const decision = nextSendAway(state, { isLost: lost.length > 0, hasOthers: deps.hasOthers() })
      ;({ state } = decision)
      // A node that owns the feed of the service account still serves displays.
      isRefusing = decision.refuses && lost.some(({ isServiceFeed }) => isServiceFeed)
      if (!decision.sendsAway) return
      deps.log({ feeds: lost.length }, 'this node has lost the cluster: its screens connect to another one')
      for (const { username } of lost) deps.sendAway(username, 'this server has lost the cluster')
    },
    isRefusing: () => isRefusing,
  }
}
