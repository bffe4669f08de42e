import { describe, expect, it } from 'vitest'
import { initialSamples, sampled, type ClusterSample, type ObservedLease } from './cluster-samples-state.ts'

const a = { id: 'a-1', name: 'a' }
const b = { id: 'b-2', name: 'b' }
const own: ObservedLease = { owner: a, isOwn: true, fence: 5, isAlone: false }
const alone: ObservedLease = { ...own, isAlone: true }
const other: ObservedLease = { owner: b, isOwn: false, fence: 6, isAlone: false }
const nobody: ObservedLease = { ...other, owner: undefined }
const sample = (lease: ObservedLease, changed: Partial<ClusterSample> = {}): ClusterSample => ({
  ...{ redisUp: true, postgresUp: true, desk: other, feeds: new Map([['f', lease]]) },
  ...changed,
})

/** The state after samples, one each second. */
const after = (...samples: readonly ClusterSample[]) =>
  samples.reduce((state, each, index) => sampled(state, each, (index + 1) * 1_000), initialSamples(0))

describe(sampled, () => {
  it('keeps since when Redis and PostgreSQL are reached or lost', () => {
    const down = { redisUp: false }
    expect(after(sample(own)).redis).toEqual({ isUp: true, since: 1_000 })
    expect(after(sample(own), sample(own), sample(own, down), sample(own, down)).redis).toEqual({
      isUp: false,
      since: 3_000,
    })
    expect(after(sample(own), sample(own, { ...down, redisAnsweredAt: 1_200 })).redis.since).toBe(1_200)
    expect(after(sample(own), sample(own, { postgresUp: false })).postgres).toEqual({
      isUp: false,
      since: 2_000,
    })
  })

  it('keeps since when a feed has its owner, or none', () => {
    const sinceOf = (...leases: readonly ObservedLease[]) =>
      after(...leases.map((lease) => sample(lease))).feeds.get('f')?.since
    expect(sinceOf(own, own, own)).toBe(1_000)
    expect(sinceOf(other, other, nobody, nobody)).toBe(3_000)
    expect(sinceOf(other, nobody, own)).toBe(3_000)
    expect(sinceOf(own, alone, alone)).toBe(1_000)
  })

  it('counts leases that were acquired, a higher fence among them', () => {
    const countsOf = (...leases: readonly ObservedLease[]) =>
      after(...leases.map((lease) => sample(lease))).counts.leasesAcquired
    expect(countsOf(own, own)).toEqual({ feed: 1, desk: 0 })
    expect(countsOf(own, { ...own, fence: 9 })).toEqual({ feed: 2, desk: 0 })
    expect(countsOf(own, other, own)).toEqual({ feed: 2, desk: 0 })
    expect(after(sample(other, { desk: own })).counts.leasesAcquired).toEqual({ feed: 0, desk: 1 })
  })

  it('counts why a lease was lost', () => {
    const lostOf = (...leases: readonly ObservedLease[]) =>
      after(...leases.map((lease) => sample(lease))).counts.leasesLost
    expect(lostOf(own, own)).toEqual({ unreachable: 0, taken: 0 })
    expect(lostOf(own, alone, alone)).toEqual({ unreachable: 1, taken: 0 })
    expect(lostOf(own, alone, other)).toEqual({ unreachable: 1, taken: 1 })
    expect(lostOf(other, nobody)).toEqual({ unreachable: 0, taken: 0 })
  })
})
