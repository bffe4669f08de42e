import { describe, expect, it } from 'vitest'
import {
  cumulativeBuckets,
  quantileOf,
  emptyDistribution,
  addSample,
  includeAll,
  percentiles,
} from './distribution.ts'

const bucketBounds = [10, 100]

describe(addSample, () => {
  it('counts a value in the first bucket whose upper bound it does not exceed, and one above all bounds in the last bucket', () => {
    const distribution = emptyDistribution(bucketBounds)
    for (const value of [0, 10, 11, 100, 101, 1e9]) addSample(distribution, value)
    expect(distribution).toEqual({ bucketBounds, counts: [2, 2, 2], sum: 1e9 + 222 })
    expect(cumulativeBuckets(distribution)).toEqual([
      { upperBound: 10, count: 2 },
      { upperBound: 100, count: 4 },
      { upperBound: Infinity, count: 6 },
    ])
  })

  it('takes no more memory for more values', () => {
    const distribution = emptyDistribution(bucketBounds)
    for (let value = 0; value < 10_000; value += 1) addSample(distribution, value)
    expect(distribution.counts).toHaveLength(3)
  })
})

describe(includeAll, () => {
  it('adds one distribution to another', () => {
    const [into, from] = [emptyDistribution(bucketBounds), emptyDistribution(bucketBounds)]
    for (const value of [1, 50]) addSample(into, value)
    for (const value of [2, 500]) addSample(from, value)
    includeAll(into, from)
    expect(into).toEqual({ bucketBounds, counts: [2, 1, 1], sum: 553 })
  })
})

describe(quantileOf, () => {
  it('returns the upper bound of the bucket that holds the quantile', () => {
    const distribution = emptyDistribution([1, 5, 10])
    for (const value of [1, 1, 4, 9]) addSample(distribution, value)
    expect([0.5, 0.51, 0.75, 0.76, 1].map((share) => quantileOf(distribution, share))).toEqual([
      1, 5, 5, 10, 10,
    ])
  })
})

describe(percentiles, () => {
  it('returns the upper bounds of the 50th, 95th and 99th percentile', () => {
    const distribution = emptyDistribution(bucketBounds)
    for (let each = 0; each < 97; each += 1) addSample(distribution, 5)
    for (let each = 0; each < 3; each += 1) addSample(distribution, 50)
    expect(percentiles(distribution)).toEqual({ count: 100, p50: 10, p95: 10, p99: 100 })
  })

  it('returns null without values, and above all bounds', () => {
    const distribution = emptyDistribution(bucketBounds)
    expect(percentiles(distribution)).toEqual({ count: 0, p50: null, p95: null, p99: null })
    addSample(distribution, 101)
    expect(percentiles(distribution)).toEqual({ count: 1, p50: null, p95: null, p99: null })
  })
})
