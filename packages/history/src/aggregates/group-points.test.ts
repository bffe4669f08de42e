import { describe, expect, it } from 'vitest'
import { queueBucketOf, type QueueBucket } from './bucket.ts'
import { noTime } from './figure-integral.ts'
import { floorPoints, groupPoints } from './group-points.ts'

const minute = 60_000

/** A bucket in which every figure was this value, or not known. */
const bucketOf = (
  startsAt: number,
  mean: number | undefined,
  max = mean,
  liveMs: number = minute,
): QueueBucket =>
  queueBucketOf(startsAt, liveMs, () =>
    mean === undefined ? noTime : { knownMs: liveMs, area: mean * liveMs, max, min: mean },
  )

describe(groupPoints, () => {
  it('keeps mean and maximum of a single queue, and no point for an unknown minute', () => {
    const buckets = [bucketOf(0, 2, 5), bucketOf(minute, undefined), bucketOf(2 * minute, 3)]
    expect(groupPoints([buckets], 'callsInQueue')).toEqual([
      [0, 2, 5],
      [2 * minute, 3, 3],
    ])
  })

  it('adds the calls of queues, whose common maximum is not known', () => {
    const sales = [bucketOf(0, 2, 5), bucketOf(minute, 1)]
    const help = [bucketOf(minute, 4, 9), bucketOf(2 * minute, 6)]
    expect(groupPoints([help, sales], 'callsInQueue')).toEqual([
      [0, 2, 5],
      [minute, 5, null],
      [2 * minute, 6, 6],
    ])
  })

  it('counts the calls of a queue that was added or removed for as long as it existed', () => {
    const removed = [bucketOf(0, 6), bucketOf(minute, 6, 6, minute / 3)]
    const stays = [bucketOf(0, 5), bucketOf(minute, 5)]
    for (const queues of [
      [removed, stays],
      [stays, removed],
    ])
      expect(groupPoints(queues, 'callsInQueue')).toEqual([
        [0, 11, null],
        [minute, 7, null],
      ])
    // A minute that is not over is as long as its live time.
    expect(groupPoints([[bucketOf(0, 6, 6, 30_000)], [bucketOf(0, 5, 5, 30_000)]], 'callsInQueue')).toEqual([
      [0, 11, null],
    ])
  })

  it('compares the waits of queues', () => {
    expect(groupPoints([[bucketOf(0, 10, 40)], [bucketOf(0, 20, 30)]], 'currentLongestQueueTime')).toEqual([
      [0, 20, 40],
    ])
  })

  it('does not add the agents of several queues: one agent may serve both', () => {
    expect(groupPoints([[bucketOf(0, 3)], [bucketOf(0, 4)]], 'agentsLoggedIn')).toEqual([])
    expect(groupPoints([[bucketOf(0, 3)]], 'agentsLoggedIn')).toEqual([[0, 3, 3]])
  })
})

describe(floorPoints, () => {
  it('takes the larger of the totals row and of the queues together', () => {
    const totals = [bucketOf(0, 0), bucketOf(minute, 9, 12)]
    const queues = [
      [bucketOf(0, 2), bucketOf(minute, 1)],
      [bucketOf(0, 3), bucketOf(2 * minute, 4)],
    ]
    expect(floorPoints(totals, queues, 'callsInQueue')).toEqual([
      [0, 5, null],
      [minute, 9, 12],
      [2 * minute, 4, 4],
    ])
  })

  it('counts agents in the totals row', () => {
    expect(floorPoints([bucketOf(0, 7)], [[bucketOf(0, 9)], [bucketOf(0, 9)]], 'agentsLoggedIn')).toEqual([
      [0, 7, 7],
    ])
  })
})
