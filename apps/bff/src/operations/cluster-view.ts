import { wallOffsetMs, type Clocks } from '@wallboard/relay'
import type { ClusterView } from '@wallboard/relay/rest/cluster'
import type { ClusterStatus, LeaseStatus } from './cluster-status.ts'

/** The status of the cluster as `GET /api/cluster` sends it: instants in time of day, ages in milliseconds. */
export function clusterView(status: ClusterStatus, clocks: Clocks): ClusterView {
  const now = clocks.monotonic()
  const offsetMs = wallOffsetMs(clocks)
  const timeOf = (at: number) => at + offsetMs
  const ageOf = (at: number | undefined) => (at === undefined ? null : Math.max(0, now - at))
  const leaseOf = ({ owner, isOwn, fence, renewedAt, since }: LeaseStatus) => ({
    ...{ owner: owner ?? null, isOwn, fence: fence ?? null },
    ...{ renewedAgeMs: ageOf(renewedAt), since: timeOf(since) },
  })
  return {
    at: timeOf(now),
    node: { id: status.node.id, name: status.node.name },
    redis: { ...status.redis, since: timeOf(status.redis.since) },
    postgres: { ...status.postgres, since: timeOf(status.postgres.since) },
    nodes: status.nodes.map((node) => ({
      ...{ id: node.id, name: node.name, isThis: node.isThis, build: node.build },
      ...{ startedAt: timeOf(node.startedAt), lastSeenAgeMs: ageOf(node.lastSeenAt) ?? 0 },
      ...{ owns: [...node.owns], follows: [...node.follows], clockOffsetMs: node.clockOffsetMs ?? null },
    })),
    feeds: status.feeds.map(({ key, username, isServiceFeed, lease, ...feed }) => ({
      ...{ key, username, isServiceFeed, lease: leaseOf(lease) },
      ...{ streamLagMs: feed.streamLagMs ?? null, beatAgeMs: ageOf(feed.beatAt) },
      followers: lease.isOwn ? [...feed.followers] : null,
    })),
    desk: leaseOf(status.desk),
  }
}
