import type { ClusterFeed, ClusterNode, ClusterStatus, LeaseStatus } from './cluster-status.ts'

/** A cluster of two nodes at the monotonic instant 100 000, for tests: `a`, which reports, and `b`. */
export const clusterNow = 100_000

const a = { id: 'a-1f', name: 'a' }
const b = { id: 'b-2e', name: 'b' }

export const ownLease: LeaseStatus = {
  ...{ owner: a, isOwn: true, fence: 1_795_000_000_123, renewedAt: 99_200, since: 40_000 },
}
export const otherLease: LeaseStatus = { ...ownLease, owner: b, isOwn: false, renewedAt: undefined }

export const ownFeed: ClusterFeed = {
  ...{ key: '00000000000000aa', username: 'wall', isServiceFeed: true, lease: ownLease },
  ...{ streamLagMs: undefined, beatAt: undefined, followers: [b] },
}
export const followedFeed: ClusterFeed = {
  ...{ key: '00000000000000bb', username: 'ann', isServiceFeed: false, lease: otherLease },
  ...{ streamLagMs: 12, beatAt: 99_500, followers: [] },
}

const node: ClusterNode = {
  ...{ ...a, isThis: true, startedAt: 10_000, lastSeenAt: clusterNow },
  ...{ owns: [ownFeed.key], follows: [followedFeed.key], clockOffsetMs: 3, build: 'b1' },
}

export const clusterStatus: ClusterStatus = {
  node: { ...a, startedAt: 10_000 },
  redis: { isUp: true, since: 10_500 },
  postgres: { isUp: true, since: 10_400 },
  clockOffsetMs: 3,
  nodes: [
    node,
    {
      ...{ ...node, ...b, isThis: false, lastSeenAt: 99_400 },
      ...{ owns: [followedFeed.key], follows: [ownFeed.key], clockOffsetMs: undefined },
    },
  ],
  feeds: [ownFeed, followedFeed],
  desk: ownLease,
  counts: {
    leasesAcquired: { feed: 2, desk: 1 },
    leasesLost: { unreachable: 0, taken: 1 },
    ...{ remoteCalls: 7, remoteCallsFailed: 2 },
  },
}
