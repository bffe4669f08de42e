import { describe, expect, it } from 'vitest'
import { shareWithin } from './shares.ts'

describe(shareWithin, () => {
  const buckets = [
    { edge: 1, count: 50 },
    { edge: 5, count: 98 },
    { edge: 10, count: 99 },
    { edge: Number.POSITIVE_INFINITY, count: 100 },
  ]
  it('is the edge that so many stayed within', () => {
    expect(shareWithin(buckets, 0.5)).toBe(1)
    expect(shareWithin(buckets, 0.51)).toBe(5)
    expect(shareWithin(buckets, 0.99)).toBe(10)
  })
  it('is unknown beyond the last edge, and while there is nothing', () => {
    expect(shareWithin(buckets, 0.999)).toBeUndefined()
    expect(shareWithin([{ edge: 1, count: 0 }], 0.5)).toBeUndefined()
    expect(shareWithin([], 0.5)).toBeUndefined()
  })
})
