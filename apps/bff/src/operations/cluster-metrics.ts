import type { Registry } from 'prom-client'
import type { ClusterFeed, ClusterStatus } from './cluster-status.ts'
import { addCounterBy, addGauge, addGaugeBy, secondsPerMs } from './collectors.ts'

/**
 * Registers the metrics of a node of a cluster. The label `feed` is the key of a feed, which names nobody.
 * @param cluster undefined on a single node: nothing is exported
 * @param now monotonic milliseconds
 */
export function addClusterMetrics(
  registry: Registry,
  cluster: () => ClusterStatus | undefined,
  now: () => number,
): void {
  const gauge = (name: string, help: string, read: (status: ClusterStatus) => number | undefined) => {
    addGauge(registry, { name, help }, () => {
      const status = cluster()
      return status && read(status)
    })
  }
  /** A gauge by feed; feeds for which `read` returns undefined have no series. */
  const feedGauge = (name: string, help: string, read: (feed: ClusterFeed) => number | undefined) => {
    addGaugeBy(registry, { name, help, label: 'feed' }, () =>
      (cluster()?.feeds ?? []).flatMap((feed) => {
        const value = read(feed)
        return value === undefined ? [] : [[feed.key, value] as const]
      }),
    )
  }
  const ageSeconds = (at: number | undefined) =>
    at === undefined ? undefined : Math.max(0, now() - at) * secondsPerMs

  gauge('wallboard_redis_up', '1 while this node is connected to Redis, otherwise 0', ({ redis }) =>
    Number(redis.isUp),
  )
  gauge(
    'wallboard_postgres_up',
    '1 while this node is connected to PostgreSQL, otherwise 0',
    ({ postgres }) => Number(postgres.isUp),
  )
  gauge(
    'wallboard_cluster_nodes',
    'Nodes that this node has seen within the last minute, with itself',
    ({ nodes }) => nodes.length,
  )
  gauge(
    'wallboard_cluster_alone',
    '1 while this node owns a feed without Redis, so that no other node can take over, otherwise 0',
    ({ redis, feeds }) => Number(!redis.isUp && feeds.some(({ lease }) => lease.isOwn)),
  )
  gauge(
    'wallboard_cluster_desk_owner',
    '1 on the node that does the work which one node does for all, otherwise 0',
    ({ desk }) => Number(desk.isOwn),
  )
  gauge(
    'wallboard_cluster_clock_offset_seconds',
    'The wall clock of this node minus the clock of Redis',
    ({ clockOffsetMs }) => clockOffsetMs && clockOffsetMs * secondsPerMs,
  )
  feedGauge('wallboard_cluster_feed_owner', '1 on the node that owns the feed, 0 on its followers', (feed) =>
    Number(feed.lease.isOwn),
  )
  feedGauge(
    'wallboard_cluster_lease_age_seconds',
    'Time since this node, as the owner, renewed the lease of the feed',
    ({ lease }) => ageSeconds(lease.renewedAt),
  )
  feedGauge(
    'wallboard_cluster_fence',
    'Fence of the lease of the feed: it rises at each fail-over',
    ({ lease }) => lease.fence,
  )
  feedGauge(
    'wallboard_cluster_followers',
    'Nodes that follow the feed of which this node is the owner',
    ({ lease, followers }) => (lease.isOwn ? followers.length : undefined),
  )
  feedGauge(
    'wallboard_cluster_stream_lag_seconds',
    'Time from the publication of the newest entry of the feed to this follower',
    ({ streamLagMs }) => streamLagMs && streamLagMs * secondsPerMs,
  )
  feedGauge(
    'wallboard_cluster_stream_age_seconds',
    'Time since this follower last read an entry or a beat of the feed',
    ({ beatAt }) => ageSeconds(beatAt),
  )
  addCounterBy(
    registry,
    {
      name: 'wallboard_cluster_leases_acquired_total',
      help: 'Leases that this node has acquired, by kind',
      label: 'kind',
    },
    () => Object.entries(cluster()?.counts.leasesAcquired ?? {}),
  )
  addCounterBy(
    registry,
    {
      name: 'wallboard_cluster_leases_lost_total',
      help: 'Leases that this node has lost, by reason',
      label: 'reason',
    },
    () => Object.entries(cluster()?.counts.leasesLost ?? {}),
  )
  addCounterBy(
    registry,
    {
      name: 'wallboard_cluster_remote_calls_total',
      help: 'Requests of this node to other nodes, by outcome',
      label: 'outcome',
    },
    () => {
      const counts = cluster()?.counts
      if (counts === undefined) return []
      const { remoteCalls, remoteCallsFailed } = counts
      return [
        ['answered', remoteCalls - remoteCallsFailed],
        ['failed', remoteCallsFailed],
      ] as const
    },
  )
}
