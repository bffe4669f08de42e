import type { ClusterCounts, EngineStatus, NodeName } from './cluster-status.ts'

/** What a node observes of itself and of the cluster at one moment. Instants are monotonic milliseconds. */
export interface ClusterSample {
  readonly redisUp: boolean
  /** When Redis last answered; undefined before the first answer. */
  readonly redisAnsweredAt?: number | undefined
  readonly postgresUp: boolean
  readonly desk: ObservedLease
  /** By the key of the feed. */
  readonly feeds: ReadonlyMap<string, ObservedLease>
}

export interface ObservedLease {
  /** This node; another node; undefined: nobody. */
  readonly owner: NodeName | undefined
  readonly isOwn: boolean
  /** 0 before the first. */
  readonly fence: number
  /** This node owns it, and cannot renew the lease. */
  readonly isAlone: boolean
}

/** A lease, and since when its owner is the same. */
interface TrackedLease extends ObservedLease {
  readonly since: number
}

/** What follows from all samples of a node. */
export interface ClusterSamples {
  readonly redis: EngineStatus
  readonly postgres: EngineStatus
  readonly desk: TrackedLease
  readonly feeds: ReadonlyMap<string, TrackedLease>
  readonly counts: Pick<ClusterCounts, 'leasesAcquired' | 'leasesLost'>
}

const noLease: ObservedLease = { owner: undefined, isOwn: false, fence: 0, isAlone: false }

/** The state before the first sample: nothing is reached, and nothing is owned. */
export const initialSamples = (now: number): ClusterSamples => ({
  redis: { isUp: false, since: now },
  postgres: { isUp: true, since: now }, // the server starts only when it has reached the database
  desk: { ...noLease, since: now },
  feeds: new Map(),
  counts: { leasesAcquired: { feed: 0, desk: 0 }, leasesLost: { unreachable: 0, taken: 0 } },
})

const engine = (before: EngineStatus, isUp: boolean, now: number): EngineStatus =>
  before.isUp === isUp ? before : { isUp, since: now }

const track = (before: TrackedLease | undefined, lease: ObservedLease, now: number): TrackedLease => ({
  ...lease,
  since: before !== undefined && before.owner?.id === lease.owner?.id ? before.since : now,
})

const hasAcquired = (before: ObservedLease, { isOwn, fence }: ObservedLease) =>
  isOwn && (!before.isOwn || fence > before.fence)

/** Why a lease was lost between two samples: it could not be renewed, or another node has it. */
function lossOf(before: ObservedLease, lease: ObservedLease): 'unreachable' | 'taken' | undefined {
  if (before.isOwn && !before.isAlone && lease.isAlone) return 'unreachable'
  return before.isOwn && !lease.isOwn ? 'taken' : undefined
}

/** Applies a sample: keeps since when each state lasts, and counts leases that were acquired and lost. */
export function sampled(before: ClusterSamples, sample: ClusterSample, now: number): ClusterSamples {
  const pairs = [
    ['desk', before.desk, sample.desk] as const,
    ...Array.from(sample.feeds, ([key, lease]) => ['feed', before.feeds.get(key) ?? noLease, lease] as const),
  ]
  const acquired = { ...before.counts.leasesAcquired }
  const lost: Record<string, number> = { ...before.counts.leasesLost }
  for (const [kind, earlier, lease] of pairs) {
    if (hasAcquired(earlier, lease)) acquired[kind] += 1
    const loss = lossOf(earlier, lease)
    if (loss !== undefined) lost[loss] = (lost[loss] ?? 0) + 1
  }
  return {
    // A loss is noticed seconds after it.
    redis: engine(before.redis, sample.redisUp, sample.redisUp ? now : (sample.redisAnsweredAt ?? now)),
    postgres: engine(before.postgres, sample.postgresUp, now),
    desk: track(before.desk, sample.desk, now),
    feeds: new Map(
      Array.from(sample.feeds, ([key, lease]) => [key, track(before.feeds.get(key), lease, now)] as const),
    ),
    counts: { leasesAcquired: acquired, leasesLost: lost },
  }
}
