import type { Change, Row } from '@wallboard/statistics'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bucketMs, bucketStart, mergedBuckets, type BucketLength, type QueueBucket } from './bucket.ts'
import { totalIncrease } from './counter.ts'
import { meanOf } from './figure-integral.ts'
import { createQueueAggregator, type QueueAggregator } from './queue-aggregator.ts'

const source = 'ACD_STATUS'
const row = (id: string, asOf: number, figures: Readonly<Record<string, number | null>>): Row => ({
  ...figures,
  id,
  asOf,
})
const added = (...rows: Row[]): Change[] => [{ dataSource: source, added: rows, updated: [], removed: [] }]
const updated = (...rows: Row[]): Change[] => [{ dataSource: source, added: [], updated: rows, removed: [] }]

/** Changes that full statistics brought: complete as of `at`. */
function confirm(aggregator: QueueAggregator, at: number, changes: readonly Change[]): void {
  aggregator.changed(at, changes)
  aggregator.confirmed(at)
}

function bucketsOf(aggregator: QueueAggregator, id = '1'): readonly QueueBucket[] {
  return aggregator.take().get(id) ?? []
}

describe('the aggregates of a queue', () => {
  it('weigh each value by the time that it stood, and leave gaps out [case R28]', () => {
    const aggregator = createQueueAggregator(source, 'quarter')
    confirm(aggregator, 0, added(row('1', 0, { callsInQueue: 2 })))
    confirm(aggregator, 60_000, updated(row('1', 60_000, { callsInQueue: 4 })))
    confirm(aggregator, 120_000, [])
    aggregator.interrupted()
    confirm(aggregator, 180_000, updated(row('1', 180_000, { callsInQueue: 3 })))
    confirm(aggregator, 240_000, [])
    const [bucket] = bucketsOf(aggregator)
    expect(bucket?.liveMs).toBe(180_000)
    expect(bucket?.figures.callsInQueue).toEqual({ knownMs: 180_000, area: 540_000, max: 4, min: 2 })
    expect(bucket && meanOf(bucket.figures.callsInQueue)).toBe(3)
  })

  it('count a running wait at each instant, not at its last event', () => {
    const aggregator = createQueueAggregator(source, 'minute')
    confirm(aggregator, 0, added(row('1', 0, { callsInQueue: 1, currentLongestQueueTime: 10_000 })))
    confirm(aggregator, 60_000, [])
    const [bucket] = bucketsOf(aggregator)
    const wait = bucket?.figures.currentLongestQueueTime
    expect(wait).toEqual({ knownMs: 60_000, area: 40_000 * 60_000, max: 70_000, min: 10_000 })
  })

  it('leave a figure out while it is unknown', () => {
    const aggregator = createQueueAggregator(source, 'minute')
    confirm(aggregator, 0, added(row('1', 0, { callsInQueue: null, chatsInQueue: 1 })))
    confirm(aggregator, 30_000, updated(row('1', 30_000, { callsInQueue: 6 })))
    confirm(aggregator, 60_000, [])
    const [bucket] = bucketsOf(aggregator)
    expect(bucket?.figures.callsInQueue).toEqual({ knownMs: 30_000, area: 180_000, max: 6, min: 6 })
    expect(bucket?.figures.chatsInQueue.knownMs).toBe(60_000)
    expect(bucket && meanOf(bucket.figures.emailsInQueue)).toBeUndefined()
  })

  it('have no bucket for time without live data [H8]', () => {
    const aggregator = createQueueAggregator(source, 'minute')
    confirm(aggregator, 0, added(row('1', 0, { callsInQueue: 1 })))
    confirm(aggregator, 30_000, [])
    aggregator.interrupted()
    confirm(aggregator, 200_000, [])
    confirm(aggregator, 210_000, [])
    expect(bucketsOf(aggregator).map(({ startsAt, liveMs }) => [startsAt, liveMs])).toEqual([
      [0, 30_000],
      [180_000, 10_000],
    ])
  })

  it('include the totals row, and end with a queue that was removed', () => {
    const aggregator = createQueueAggregator(source, 'minute')
    confirm(aggregator, 0, added(row('0', 0, { callsInQueue: 5 }), row('1', 0, { callsInQueue: 5 })))
    confirm(aggregator, 20_000, [{ dataSource: source, added: [], updated: [], removed: ['1'] }])
    confirm(aggregator, 60_000, [])
    const finished = aggregator.take()
    expect(finished.get('0')?.[0]?.liveMs).toBe(60_000)
    expect(finished.get('1')?.[0]?.liveMs).toBe(20_000)
  })

  const arbitraryStep = fc.record({
    ms: fc.nat(70_000),
    calls: fc.option(fc.nat(20), { nil: null }),
    isGap: fc.boolean(),
  })
  function folded(
    length: BucketLength,
    steps: readonly { ms: number; calls: number | null; isGap: boolean }[],
    { takesEachStep = false } = {},
  ): readonly QueueBucket[] {
    const aggregator = createQueueAggregator(source, length)
    const buckets: QueueBucket[] = []
    let at = 1_000
    confirm(aggregator, at, added(row('1', at, { callsInQueue: 0, currentLongestQueueTime: 0 })))
    for (const { ms, calls, isGap } of steps) {
      at += ms
      if (isGap) aggregator.interrupted()
      confirm(aggregator, at, updated(row('1', at, { callsInQueue: calls })))
      if (takesEachStep) buckets.push(...bucketsOf(aggregator))
    }
    return [...buckets, ...bucketsOf(aggregator)]
  }

  it('are the same for a quarter of an hour as its minutes together [H7]', () => {
    fc.assert(
      fc.property(fc.array(arbitraryStep, { maxLength: 60 }), (steps) => {
        const minutes = folded('minute', steps)
        const quarters = folded('quarter', steps)
        const starts = [...new Set(minutes.map(({ startsAt }) => bucketStart('quarter', startsAt)))]
        const merged = starts.map((start) =>
          mergedBuckets(
            start,
            minutes.filter(({ startsAt }) => bucketStart('quarter', startsAt) === start),
          ),
        )
        expect(quarters.map(({ startsAt }) => startsAt)).toEqual(starts)
        for (const [index, quarter] of quarters.entries()) {
          const sum = merged[index]
          expect(sum?.liveMs).toBeCloseTo(quarter.liveMs, 3)
          const [one, other] = [sum?.figures.callsInQueue, quarter.figures.callsInQueue]
          expect(one).toMatchObject({ max: other.max, min: other.min, knownMs: other.knownMs })
          expect(one?.area).toBeCloseTo(other.area, 3)
        }
      }),
    )
  })

  it('are the same however often they are taken', () => {
    fc.assert(
      fc.property(fc.array(arbitraryStep, { minLength: 1, maxLength: 40 }), (steps) => {
        const once = folded('minute', steps)
        const often = folded('minute', steps, { takesEachStep: true })
        const starts = [...new Set(often.map(({ startsAt }) => startsAt))]
        const merged = starts.map((start) =>
          mergedBuckets(
            start,
            often.filter(({ startsAt }) => startsAt === start),
          ),
        )
        expect(merged.map(({ startsAt, liveMs }) => [startsAt, liveMs])).toEqual(
          once.map(({ startsAt, liveMs }) => [startsAt, liveMs]),
        )
        for (const [index, { figures }] of once.entries()) {
          const sum = merged[index]?.figures.currentLongestQueueTime
          expect(sum).toMatchObject({ max: figures.currentLongestQueueTime.max })
          expect(sum?.area).toBeCloseTo(figures.currentLongestQueueTime.area, 3)
        }
      }),
    )
  })

  it('never hold more live time than the bucket is long', () => {
    fc.assert(
      fc.property(fc.array(arbitraryStep, { maxLength: 60 }), (steps) => {
        for (const { liveMs, figures } of folded('minute', steps)) {
          expect(liveMs).toBeLessThanOrEqual(bucketMs.minute)
          expect(figures.callsInQueue.knownMs).toBeLessThanOrEqual(liveMs)
        }
      }),
    )
  })
})

describe('a counter', () => {
  it('that falls was reset, and its new value is counted [case R28]', () => {
    expect(totalIncrease([410, 412, 415, 0, 3, 3, 7])).toBe(12)
  })

  it('never grows by a negative amount', () => {
    fc.assert(
      fc.property(fc.array(fc.nat()), (readings) => {
        expect(totalIncrease(readings)).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})
