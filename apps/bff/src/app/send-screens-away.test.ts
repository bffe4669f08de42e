import { describe, expect, it } from 'vitest'
import type { FeedClusterState, FeedRole } from '../upstream/cluster-types.ts'
import { createScreensSentAway } from './send-screens-away.ts'

const state: FeedClusterState = {
  ...{ role: 'follower', ownerNode: undefined, fence: 1, since: 0 },
  ...{ beatAt: undefined, lagMs: undefined, renewedAt: undefined },
}
const feed = (username: string, isServiceFeed: boolean, role: FeedRole) => ({
  ...{ username, isServiceFeed, feed: { cluster: () => ({ ...state, role }) } },
})

/** A node that lost Redis at 0; returns whose screens it has sent away after this many seconds, and whether it refuses. */
function after(seconds: number, feeds: readonly ReturnType<typeof feed>[], hasOthers = true) {
  const sentAway: string[] = []
  let now = 0
  const screens = createScreensSentAway({
    ...{ now: () => now, redis: () => ({ isUp: false, since: 0 }), hasOthers: () => hasOthers },
    feeds: () => feeds,
    sendAway: (username) => sentAway.push(username),
    log: () => undefined,
  })
  for (now = 0; now <= seconds * 1_000; now += 1_000) screens.check()
  return { sentAway, isRefusing: screens.isRefusing() }
}

describe(createScreensSentAway, () => {
  const [wall, ann] = [feed('wall', true, 'follower'), feed('ann', false, 'alone')]

  it('[R35] sends away the screens of each feed that it follows, five seconds after the last answer of Redis', () => {
    expect(after(4, [wall, ann])).toEqual({ sentAway: [], isRefusing: false })
    expect(after(5, [wall, ann])).toEqual({ sentAway: ['wall'], isRefusing: true })
    expect(after(8, [wall, ann])).toEqual({ sentAway: ['wall'], isRefusing: false })
    expect(after(10, [wall, ann])).toEqual({ sentAway: ['wall', 'wall'], isRefusing: true })
  })

  it('keeps the screens of a feed that it owns, and those of all feeds when it is the only node', () => {
    expect(after(20, [feed('wall', true, 'alone')])).toEqual({ sentAway: [], isRefusing: false })
    expect(after(20, [wall], false)).toEqual({ sentAway: [], isRefusing: false })
    // Displays are served: the node owns their feed.
    expect(after(5, [feed('wall', true, 'alone'), feed('ann', false, 'follower')])).toEqual({
      ...{ sentAway: ['ann'], isRefusing: false },
    })
  })
})
