import { describe, expect, it } from 'vitest'
import type { ClusterFeed, ClusterStatus, LeaseStatus } from './cluster-status.ts'
import { isUsable, readiness, type ReadinessInput } from './readiness.ts'

const now = 100_000
const up = { isUp: true, since: 0 }
const downFor = (ms: number) => ({ isUp: false, since: now - ms })
const a = { id: 'a-1', name: 'a' }
const own: LeaseStatus = { owner: a, isOwn: true, fence: 7, renewedAt: now, since: 0 }
const other: LeaseStatus = { ...own, isOwn: false, renewedAt: undefined }
const nobody: LeaseStatus = { ...other, owner: undefined, since: 98_000 }

const feed = (lease: LeaseStatus, isServiceFeed = true): ClusterFeed => ({
  ...{ key: '0123456789abcdef', username: 'wall', isServiceFeed, lease },
  ...{ streamLagMs: 4, beatAt: now, followers: [] },
})
const cluster = (
  lease: LeaseStatus,
  changed: Partial<Pick<ClusterStatus, 'redis' | 'postgres' | 'feeds'>> = {},
) => ({ redis: up, postgres: up, feeds: [feed(lease)], ...changed })

const live = { freshness: 'live', since: 1_000 } as const
const down = { freshness: 'down', since: 97_000 } as const
const of = (changed: Partial<ReadinessInput>) =>
  readiness({
    now,
    isDraining: false,
    hasServiceAccount: false,
    feeds: [live],
    cluster: undefined,
    ...changed,
  })
const brief = (changed: Partial<ReadinessInput>) => {
  const found = of(changed)
  return [found.status, found.reasons.map(({ code }) => code), found.warnings.map(({ code }) => code)]
}

describe(readiness, () => {
  it('is live on a single node while all feeds are, and gives the reason otherwise', () => {
    expect(of({})).toEqual({ status: 'live', reasons: [], warnings: [] })
    expect(of({ feeds: [live, down] }).reasons).toEqual([
      { code: 'feed-not-live', freshness: 'down', since: 97_000 },
    ])
    expect(brief({ feeds: [] })).toEqual(['not live', ['no-feed'], []])
    expect(brief({ isDraining: true })).toEqual(['not live', ['draining'], []])
  })

  it('does not say that a configured service account is missing before its feed has started', () => {
    const starting = { hasServiceAccount: true, feeds: [] }
    expect(brief(starting)).toEqual(['not live', ['starting'], []])
    const noLease = { redis: up, postgres: up, feeds: [] }
    expect(brief({ ...starting, cluster: noLease })).toEqual(['not live', ['starting'], []])
  })

  it('is live on the owner and on each follower', () => {
    expect(brief({ cluster: cluster(own) })).toEqual(['live', [], []])
    expect(brief({ cluster: cluster(other) })).toEqual(['live', [], []])
  })

  it('is live alone on an owner without Redis, for as long as its own feed is', () => {
    const withoutRedis = cluster(own, { redis: downFor(600_000) })
    expect(brief({ cluster: withoutRedis })).toEqual(['alone', [], ['alone']])
    expect(brief({ cluster: withoutRedis, feeds: [down] })).toEqual([
      'not live',
      ['feed-not-live'],
      ['alone'],
    ])
  })

  it('is ready on a follower without Redis for five seconds, and not after them', () => {
    const at = (ms: number) => brief({ feeds: [down], cluster: cluster(other, { redis: downFor(ms) }) })
    expect(at(4_999)).toEqual(['live', [], ['redis-down']])
    expect(at(5_000)).toEqual(['not live', ['redis-down'], []])
  })

  it('is not ready without Redis on a node that owns only the feed of a person', () => {
    const feeds = [feed(other), feed(own, false)]
    expect(brief({ cluster: cluster(other, { feeds, redis: downFor(20_000) }) })).toEqual([
      'not live',
      ['redis-down'],
      [],
    ])
  })

  it('is not ready during a take-over', () => {
    expect(of({ feeds: [down], cluster: cluster(nobody) }).reasons).toEqual([
      { code: 'take-over', since: 98_000 },
    ])
    // The new owner has the lease and signs in at Five9.
    expect(brief({ feeds: [down], cluster: cluster(own) })).toEqual(['not live', ['feed-not-live'], []])
  })

  it('is live without PostgreSQL, with a warning', () => {
    expect(brief({ cluster: cluster(other, { postgres: downFor(60_000) }) })).toEqual([
      'live',
      [],
      ['postgres-down'],
    ])
  })
})

describe(isUsable, () => {
  it('refuses only for what is wrong with the node itself', () => {
    const usable = (changed: Partial<ReadinessInput>) => isUsable(of(changed))
    expect(usable({ feeds: [down] })).toBe(true)
    expect(usable({ feeds: [], cluster: cluster(nobody) })).toBe(true)
    expect(usable({ cluster: cluster(own, { redis: downFor(20_000) }) })).toBe(true)
    expect(usable({ cluster: cluster(other, { redis: downFor(20_000) }) })).toBe(false)
    expect(usable({ isDraining: true })).toBe(false)
  })
})
