import type { Freshness } from '@wallboard/statistics'
import type { ClusterStatus } from './cluster-status.ts'

/**
 * A follower stays ready for this long after the last answer of Redis: a short failure of Redis must not move all screens at
 * once. Screens that move are live again within ten seconds of the failure.
 */
export const redisGraceMs = 5_000

/** Why a node is not ready, or what an operator should repair although it is. `since` is a monotonic instant. */
export type Condition =
  | { readonly code: 'draining' }
  | { readonly code: 'no-feed' }
  | { readonly code: 'starting' }
  | { readonly code: 'feed-not-live'; readonly freshness: Freshness; readonly since: number }
  | { readonly code: 'take-over'; readonly since: number }
  | { readonly code: 'redis-down'; readonly since: number }
  | { readonly code: 'alone'; readonly since: number }
  | { readonly code: 'postgres-down'; readonly since: number }

/** A feed that decides whether the node is ready. */
export interface WatchedFeed {
  readonly freshness: Freshness
  /** Since when its connection has its present state: a monotonic instant. */
  readonly since: number
}

export interface Readiness {
  /** `alone`: live, without Redis: no other node can take over. */
  readonly status: 'live' | 'alone' | 'not live'
  /** Why the node is not ready; empty while it is. */
  readonly reasons: readonly Condition[]
  /** What does not keep the node from being ready. */
  readonly warnings: readonly Condition[]
}

export interface ReadinessInput {
  readonly now: number
  readonly isDraining: boolean
  /** Whether a service account is configured; its feed starts after the server listens. */
  readonly hasServiceAccount: boolean
  /** The feed of the service account; without one, all feeds of signed-in people. */
  readonly feeds: readonly WatchedFeed[]
  /** Undefined on a single node. */
  readonly cluster: Pick<ClusterStatus, 'redis' | 'postgres' | 'feeds'> | undefined
}

/** The feeds of the cluster that decide: those of the service account, where there is one. */
function relevantFeeds({ feeds }: Pick<ClusterStatus, 'feeds'>) {
  const service = feeds.filter((feed) => feed.isServiceFeed)
  return service.length > 0 ? service : feeds
}

function feedConditions({ feeds, hasServiceAccount }: ReadinessInput): Condition[] {
  if (feeds.length === 0) return [{ code: hasServiceAccount ? 'starting' : 'no-feed' }]
  const worst = feeds.find(({ freshness }) => freshness !== 'live')
  return worst === undefined
    ? []
    : [{ code: 'feed-not-live', freshness: worst.freshness, since: worst.since }]
}

/** The conditions of a cluster node, and whether those of its feeds count as well. */
function clusterReadiness(input: ReadinessInput, cluster: NonNullable<ReadinessInput['cluster']>): Readiness {
  const { redis, postgres } = cluster
  const relevant = relevantFeeds(cluster)
  const isOwner = relevant.length > 0 && relevant.every(({ lease }) => lease.isOwn)
  const postgresDown: Condition[] = postgres.isUp ? [] : [{ code: 'postgres-down', since: postgres.since }]
  if (!redis.isUp && !isOwner) {
    const isLost = input.now - redis.since >= redisGraceMs
    const lost: Condition = { code: 'redis-down', since: redis.since }
    return isLost
      ? { status: 'not live', reasons: [lost], warnings: postgresDown }
      : { status: 'live', reasons: [], warnings: [lost, ...postgresDown] }
  }
  const ownerless = redis.isUp ? relevant.find(({ lease }) => lease.owner === undefined) : undefined
  const reasons: readonly Condition[] =
    ownerless === undefined ? feedConditions(input) : [{ code: 'take-over', since: ownerless.lease.since }]
  const alone: Condition[] = redis.isUp ? [] : [{ code: 'alone', since: redis.since }]
  const readyStatus = redis.isUp ? 'live' : 'alone'
  return {
    status: reasons.length > 0 ? 'not live' : readyStatus,
    reasons,
    warnings: [...alone, ...postgresDown],
  }
}

/**
 * Decides whether a node is ready. It is, while it serves live figures: its feeds are live, and another node owns them
 * or it does itself. A node without Redis stays ready as the owner; as a follower it does for five seconds only.
 */
export function readiness(input: ReadinessInput): Readiness {
  if (input.isDraining) return { status: 'not live', reasons: [{ code: 'draining' }], warnings: [] }
  if (input.cluster !== undefined) return clusterReadiness(input, input.cluster)
  const reasons = feedConditions(input)
  return { status: reasons.length > 0 ? 'not live' : 'live', reasons, warnings: [] }
}

const ownFaults: ReadonlySet<Condition['code']> = new Set(['draining', 'redis-down'])

/**
 * Whether a balancer should use the node, by what is wrong with the node itself. Where Five9 is down for all, every
 * node stays in use, so that people still reach a page that gives the reason.
 */
export const isUsable = ({ reasons }: Readiness): boolean => !reasons.some(({ code }) => ownFaults.has(code))
