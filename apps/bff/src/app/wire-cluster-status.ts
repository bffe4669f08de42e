import type { Clocks } from '@wallboard/relay'
import { z } from 'zod'
import { createNodeRecords, type OtherNode } from '../cluster/node-records.ts'
import type { Redis } from '../cluster/redis.ts'
import {
  initialSamples,
  sampled,
  type ClusterSamples,
  type ObservedLease,
} from '../operations/cluster-samples-state.ts'
import type {
  ClusterFeed,
  ClusterNode,
  ClusterStatus,
  LeaseStatus,
  NodeName,
} from '../operations/cluster-status.ts'
import type { FeedInCluster } from '../upstream/feeds.ts'
import type { ClusterParts } from './wire-cluster.ts'

/** What each node tells the others about itself. Instants are of the clock of Redis. */
const NodeReport = z.object({
  name: z.string(),
  build: z.string(),
  startedAt: z.number(),
  /** The wall clock of the node minus the clock of Redis. */
  clockOffsetMs: z.number().nullable(),
  owns: z.array(z.string()),
  follows: z.array(z.string()),
  /** It does the work that one node does for all. */
  isDesk: z.boolean(),
})
type NodeReport = z.infer<typeof NodeReport>

const sampleEveryMs = 1_000
/** Redis that has not answered for this long counts as down: a process that stands still keeps its connections open. */
const answerWithinMs = 3_000
/** A follower that has had no beat for this long knows of no owner. */
const ownerSilentMs = 3_000
/** Nodes that were heard within this time are listed. */
const listedMs = 60_000
const reportKey = 'report'

const reportOf = ({ records }: OtherNode<NodeReport>) => records.get(reportKey)

/**
 * Another node as it reports itself; undefined when it has stopped.
 * @param offsetMs add it to a monotonic instant of this node for one of the clock of Redis
 */
function otherNode(other: OtherNode<NodeReport>, now: number, offsetMs: number): ClusterNode | undefined {
  const report = reportOf(other)
  if (report === undefined || other.hasLeft || now - other.heardAt > listedMs) return undefined
  return {
    ...{ id: other.node, name: report.name, build: report.build, isThis: false },
    ...{ startedAt: report.startedAt - offsetMs, lastSeenAt: other.heardAt },
    ...{ owns: report.owns, follows: report.follows },
    clockOffsetMs: report.clockOffsetMs ?? undefined,
  }
}

function leaseOf(
  lease: ClusterSamples['desk'] | undefined,
  renewedAt: number | undefined,
  startedAt: number,
): LeaseStatus {
  const { owner, isOwn = false, fence = 0, since = startedAt } = lease ?? {}
  return { owner, isOwn, since, fence: fence === 0 ? undefined : fence, renewedAt }
}

/** Watches whether Redis answers: an open connection does not prove it. */
function watchAnswers(redis: Pick<Redis, 'run' | 'isUp'>, monotonic: () => number) {
  let at: number | undefined
  return {
    /** When Redis last answered; undefined before the first answer. */
    at: () => at,
    isUp: () => redis.isUp() && at !== undefined && monotonic() - at < answerWithinMs,
    ping() {
      redis.run(['PING']).then(
        () => {
          at = monotonic()
        },
        () => undefined, // no answer: that is what is measured
      )
    },
  }
}

/** Watches the cluster each second, and tells the other nodes about this one. */
export function wireClusterStatus(deps: {
  readonly cluster: Pick<ClusterParts, 'redis' | 'node' | 'nodeName' | 'clock' | 'desk' | 'callCounts'>
  readonly postgres: { readonly isReachable: () => boolean } | undefined
  readonly feeds: () => readonly FeedInCluster[]
  readonly build: string
  readonly clocks: Clocks
  /** Called each second, after `current` has changed. */
  readonly onSampled: () => void
  readonly logError: (error: unknown) => void
}): {
  readonly current: () => ClusterStatus
  /** Whether another node was alive when Redis was last reached. */
  readonly hasOthers: () => boolean
  readonly close: () => Promise<void>
} {
  const { cluster, clocks } = deps
  const { redis, clock, desk } = cluster
  const { monotonic } = clocks
  const own: NodeName = { id: cluster.node, name: cluster.nodeName }
  const startedAt = monotonic()
  const records = createNodeRecords({
    ...{ redis, name: 'node', node: own.id, schema: NodeReport, now: monotonic, logError: deps.logError },
  })
  let samples: ClusterSamples = initialSamples(startedAt)
  const answers = watchAnswers(redis, monotonic)

  const clockOffsetMs = () =>
    clock.isMeasured() ? clocks.wall() - monotonic() - clock.offsetMs() : undefined
  const others = () => records.others().filter((other) => reportOf(other) !== undefined)
  const nameOf = (id: string): NodeName => ({
    id,
    name:
      others()
        .find(({ node }) => node === id)
        ?.records.get(reportKey)?.name ?? id,
  })

  function observedFeed({ feed }: FeedInCluster): ObservedLease {
    const { role, ownerNode, fence, beatAt } = feed.cluster()
    const isOwn = role !== 'follower'
    const isHeard = beatAt !== undefined && monotonic() - beatAt < ownerSilentMs
    const owner = isOwn ? own : ownerNode !== undefined && isHeard ? nameOf(ownerNode) : undefined
    return { owner, isOwn, fence, isAlone: role === 'alone' }
  }

  function observedDesk(): ObservedLease {
    if (desk.isHeld()) return { owner: own, isOwn: true, fence: desk.fence() ?? 0, isAlone: false }
    const other = others().find((each) => each.isAlive && reportOf(each)?.isDesk === true)
    return { owner: other && nameOf(other.node), isOwn: false, fence: 0, isAlone: false }
  }

  function sample(): void {
    const feeds = new Map(deps.feeds().map((feed) => [feed.key, observedFeed(feed)] as const))
    samples = sampled(
      samples,
      {
        ...{ redisUp: answers.isUp(), redisAnsweredAt: answers.at() },
        ...{ postgresUp: deps.postgres?.isReachable() ?? true },
        ...{ desk: observedDesk(), feeds },
      },
      monotonic(),
    )
    records.set(reportKey, ownReport())
    answers.ping()
    deps.onSampled()
  }

  const keysWhere = (isOwn: boolean) =>
    [...samples.feeds].filter(([, lease]) => lease.isOwn === isOwn).map(([key]) => key)

  function ownReport(): NodeReport {
    const offsetMs = clockOffsetMs()
    return {
      ...{ name: own.name, build: deps.build, isDesk: desk.isHeld() },
      startedAt: Math.round(startedAt + clock.offsetMs()),
      // Rounded, so that the report changes rarely.
      clockOffsetMs: offsetMs === undefined ? null : Math.round(offsetMs / 10) * 10,
      ...{ owns: keysWhere(true), follows: keysWhere(false) },
    }
  }

  function feedStatus({ key, username, isServiceFeed, feed }: FeedInCluster): ClusterFeed {
    const { lagMs, beatAt, renewedAt } = feed.cluster()
    const lease = leaseOf(samples.feeds.get(key), renewedAt, startedAt)
    return {
      ...{ key, username, isServiceFeed, lease },
      ...(lease.isOwn ? { streamLagMs: undefined, beatAt: undefined } : { streamLagMs: lagMs, beatAt }),
      followers: lease.isOwn
        ? others()
            .filter((other) => other.isAlive && reportOf(other)?.follows.includes(key) === true)
            .map(({ node }) => nameOf(node))
        : [],
    }
  }

  function nodes(): readonly ClusterNode[] {
    const { name, build, owns, follows } = ownReport()
    const now = monotonic()
    return [
      {
        ...{ id: own.id, name, build, isThis: true, startedAt, lastSeenAt: now, owns, follows },
        clockOffsetMs: clockOffsetMs(),
      },
      ...others().flatMap((other) => otherNode(other, now, clock.offsetMs()) ?? []),
    ]
  }

  // The feeds are created later.
  answers.ping()
  const sampling = setInterval(sample, sampleEveryMs)

  return {
    current: () => ({
      node: { ...own, startedAt },
      ...{ redis: samples.redis, postgres: samples.postgres },
      clockOffsetMs: clockOffsetMs(),
      nodes: nodes(),
      feeds: deps.feeds().map(feedStatus),
      desk: leaseOf(samples.desk, desk.renewedAt(), startedAt),
      counts: { ...samples.counts, ...cluster.callCounts() },
    }),
    hasOthers: () => others().some(({ isAlive }) => isAlive),
    async close() {
      clearInterval(sampling)
      await records.close()
    },
  }
}
