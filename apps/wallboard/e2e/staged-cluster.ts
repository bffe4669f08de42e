import type { Page } from '@playwright/test'
import type { ClusterFeedView, ClusterNodeView, ClusterView } from '@wallboard/relay/rest/cluster'
import { stageTime } from './staged-display.ts'
import { stagedAccount } from './staged-replies.ts'

const minute = 60_000
const day = 1_440 * minute
const [north, south, third] = ['north', 'south', 'west'].map((name, index) => ({
  id: `${name}-${index}f`,
  name,
})) as [NodeName, NodeName, NodeName]
type NodeName = ClusterView['node']

const ownLease = {
  ...{ owner: north, isOwn: true, fence: 1_795_000_000_123, renewedAgeMs: 300, since: stageTime - 2 * day },
}
const feeds: readonly ClusterFeedView[] = [
  {
    ...{ key: '00000000000000aa', username: 'wallboard@acme.example', isServiceFeed: true, lease: ownLease },
    ...{ streamLagMs: null, beatAgeMs: null, followers: [south, third] },
  },
  {
    ...{ key: '00000000000000bb', username: 'jordan@acme.example', isServiceFeed: false },
    lease: { ...ownLease, owner: south, isOwn: false, renewedAgeMs: null, since: stageTime - 40 * minute },
    ...{ streamLagMs: 4, beatAgeMs: 300, followers: null },
  },
]
const node = (name: NodeName, offsetMs: number, owns: string[], follows: string[]): ClusterNodeView => ({
  ...{ ...name, isThis: name === north, startedAt: stageTime - 2 * day, lastSeenAgeMs: 400, owns, follows },
  ...{ clockOffsetMs: offsetMs, build: '3f9c2ab81' },
})
const keys = feeds.map(({ key }) => key)
const up = { isUp: true, since: stageTime - 2 * day }

/** Three nodes, of which `north` replies and owns the feed of the service account. */
export const healthyCluster: ClusterView = {
  ...{ at: stageTime, node: north, redis: up, postgres: up, feeds: [...feeds], desk: ownLease },
  nodes: [
    node(north, 3, keys.slice(0, 1), keys.slice(1)),
    node(south, -12, keys.slice(1), keys.slice(0, 1)),
    node(third, 1, [], keys),
  ],
}

/** The owner has lost Redis and PostgreSQL, and the other nodes are out of its sight. */
export const brokenCluster: ClusterView = {
  ...healthyCluster,
  redis: { isUp: false, since: stageTime - 42_000 },
  postgres: { isUp: false, since: stageTime - 20_000 },
}

/** The node that owned a feed has stopped. */
export const clusterInFailOver: ClusterView = {
  ...healthyCluster,
  feeds: feeds.map((feed) =>
    feed.isServiceFeed
      ? { ...feed, lease: { ...ownLease, owner: null, isOwn: false, renewedAgeMs: null }, followers: null }
      : feed,
  ),
  nodes: healthyCluster.nodes.map((each) =>
    each.isThis ? { ...each, owns: [] } : { ...each, lastSeenAgeMs: 9_000, build: '77aa01c22' },
  ),
}

/** Plays the replies of a cluster on a staged desk. Call it after `stageDesk`. */
export async function stageCluster(page: Page, initial: ClusterView | null) {
  let cluster = initial
  await page.route('**/api/account', (route) =>
    route.fulfill({ json: { ...stagedAccount, seesCluster: cluster !== null } }),
  )
  await page.route('**/api/cluster', (route) => route.fulfill({ json: { cluster } }))
  return {
    set(next: ClusterView) {
      cluster = next
    },
  }
}
