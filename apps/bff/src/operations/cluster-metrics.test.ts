import { Registry } from 'prom-client'
import { describe, expect, it } from 'vitest'
import { clusterNow, clusterStatus, ownFeed } from './cluster-fixture.ts'
import { addClusterMetrics } from './cluster-metrics.ts'
import type { ClusterStatus } from './cluster-status.ts'

/** The samples of a node, without help and types. */
async function samplesOf(status: ClusterStatus | undefined): Promise<readonly string[]> {
  const registry = new Registry()
  addClusterMetrics(
    registry,
    () => status,
    () => clusterNow,
  )
  return (await registry.metrics()).match(/^wallboard_.*$/gm) ?? []
}

describe(addClusterMetrics, () => {
  it('exports nothing on a single node', async () => {
    expect(await samplesOf(undefined)).toEqual([])
  })

  it('exports the role, the lease, the followers and the lag of each feed by its key', async () => {
    expect(await samplesOf(clusterStatus)).toEqual([
      'wallboard_redis_up 1',
      'wallboard_postgres_up 1',
      'wallboard_cluster_nodes 2',
      'wallboard_cluster_alone 0',
      'wallboard_cluster_desk_owner 1',
      'wallboard_cluster_clock_offset_seconds 0.003',
      'wallboard_cluster_feed_owner{feed="00000000000000aa"} 1',
      'wallboard_cluster_feed_owner{feed="00000000000000bb"} 0',
      'wallboard_cluster_lease_age_seconds{feed="00000000000000aa"} 0.8',
      'wallboard_cluster_fence{feed="00000000000000aa"} 1795000000123',
      'wallboard_cluster_fence{feed="00000000000000bb"} 1795000000123',
      'wallboard_cluster_followers{feed="00000000000000aa"} 1',
      'wallboard_cluster_stream_lag_seconds{feed="00000000000000bb"} 0.012',
      'wallboard_cluster_stream_age_seconds{feed="00000000000000bb"} 0.5',
      'wallboard_cluster_leases_acquired_total{kind="feed"} 2',
      'wallboard_cluster_leases_acquired_total{kind="desk"} 1',
      'wallboard_cluster_leases_lost_total{reason="unreachable"} 0',
      'wallboard_cluster_leases_lost_total{reason="taken"} 1',
      'wallboard_cluster_remote_calls_total{outcome="answered"} 5',
      'wallboard_cluster_remote_calls_total{outcome="failed"} 2',
    ])
  })

  it('is alone as the owner of a feed without Redis, and not as a follower', async () => {
    const redis = { isUp: false, since: 90_000 }
    expect(await samplesOf({ ...clusterStatus, redis })).toEqual(
      expect.arrayContaining(['wallboard_redis_up 0', 'wallboard_cluster_alone 1']),
    )
    const feeds = clusterStatus.feeds.filter((feed) => feed !== ownFeed)
    expect(await samplesOf({ ...clusterStatus, redis, feeds })).toContain('wallboard_cluster_alone 0')
  })
})
