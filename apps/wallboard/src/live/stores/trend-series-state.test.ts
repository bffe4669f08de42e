import fc from 'fast-check'
import type { RecordedPoint } from '@wallboard/relay/rest/history-trends'
import { describe, expect, it } from 'vitest'
import {
  mergedPoints,
  mergedSparkLine,
  recordedPoints,
  valueAt,
  withSample,
  type RecordedTrend,
} from './trend-series-state.ts'
import type { TrendPoint } from './trend-store.ts'

const minute = 60_000

/** Minutes of one hour that are live or not, gaps at any second, and samples of the screen at the end. */
const pasts = fc
  .record({
    minutes: fc.array(fc.option(fc.integer({ min: 0, max: 50 })), { maxLength: 60 }),
    lastPartMs: fc.integer({ min: 1, max: minute }),
    gaps: fc.array(
      fc.record({ afterMs: fc.integer({ min: 0, max: 600_000 }), ms: fc.integer({ min: 1, max: 600_000 }) }),
      { maxLength: 6 },
    ),
    samples: fc.array(
      fc.record({
        afterMs: fc.integer({ min: 1, max: 200_000 }),
        value: fc.option(fc.integer({ min: 0, max: 50 })),
      }),
      { maxLength: 40 },
    ),
    liveFrom: fc.integer({ min: 0, max: 60 * minute }),
  })
  .map(({ minutes, lastPartMs, gaps, samples, liveFrom }) => {
    const until = Math.max(0, minutes.length - 1) * minute + lastPartMs
    const points = minutes.flatMap((mean, index): RecordedPoint[] =>
      mean === null ? [] : [[index * minute, mean, mean]],
    )
    let end = 0
    const spans = gaps.map(({ afterMs, ms }) => {
      const startsAt = end + afterMs
      end = startsAt + ms
      return { kind: 'link-down' as const, startsAt, endsAt: end }
    })
    const recorded: RecordedTrend = { points, bucketMs: minute, gaps: spans, until }
    let at = liveFrom
    const live = samples.map(({ afterMs, value }): TrendPoint => {
      at += afterMs
      return { at, value }
    })
    return { recorded, live, now: Math.max(at, until) }
  })

describe(mergedPoints, () => {
  it('has no instant twice, in order, and all samples after the recording', () => {
    fc.assert(
      fc.property(pasts, ({ recorded, live, now }) => {
        const merged = mergedPoints(recordedPoints(recorded), recorded.until, live, now)
        for (const [index, { at }] of merged.entries())
          expect(at).toBeGreaterThan(merged[index - 1]?.at ?? -Infinity)
        const after = live.filter(({ at }) => at >= recorded.until)
        expect(after.length === 0 ? [] : merged.slice(-after.length)).toEqual(after)
      }),
    )
  })

  it('shows a value exactly where a minute was recorded and no gap is', () => {
    fc.assert(
      fc.property(pasts, fc.integer({ min: 0, max: 60 * minute }), ({ recorded }, at) => {
        fc.pre(at < recorded.until)
        const drawn = mergedPoints(recordedPoints(recorded), recorded.until, [], recorded.until)
        const isGap = recorded.gaps.some(({ startsAt, endsAt }) => startsAt <= at && at < endsAt)
        const bucket = recorded.points.find(([startsAt]) => startsAt <= at && at < startsAt + minute)
        expect(valueAt(drawn, at)).toBe(isGap ? null : (bucket?.[1] ?? null))
      }),
    )
  })

  it('merging the same recording again changes nothing', () => {
    fc.assert(
      fc.property(pasts, ({ recorded, live, now }) => {
        const past = recordedPoints(recorded)
        const once = mergedPoints(past, recorded.until, live, now)
        expect(valuesOf(mergedPoints(past, recorded.until, once, now))).toEqual(valuesOf(once))
      }),
    )
  })

  it('draws no line from the end of an old recording to the first sample', () => {
    const recorded = recordedPoints({ points: [[0, 4, 4]], bucketMs: minute, gaps: [], until: minute })
    const merged = mergedPoints(recorded, minute, [{ at: 10 * minute, value: 6 }], 10 * minute)
    expect(merged).toEqual([
      { at: 0, value: 4, max: 4 },
      { at: minute, value: null },
      { at: 10 * minute, value: 6 },
    ])
  })
})

const valuesOf = (points: readonly TrendPoint[]) => points.map(({ at, value }) => [at, value])

const hour = 60 * minute

describe(withSample, () => {
  const added = (points: readonly TrendPoint[], at: number, value: number | null, sampledAt?: number) =>
    withSample(points, { sample: { at, value }, spanMs: hour, sampledAt })

  it('has a gap where the page stood still, and drops what is older than the trend', () => {
    const points = added([{ at: 0, value: 3 }], 5_000, 4, 0)
    expect(added(points, hour + 60_000, 5, 5_000)).toEqual([
      { at: 20_000, value: null },
      { at: hour + 60_000, value: 5 },
    ])
  })

  it('has no gap after a minute of the past, which ends where the first sample begins', () => {
    const past = [{ at: 0, value: 3, max: 4 }]
    expect(added(past, 40_000, 5)).toEqual([...past, { at: 40_000, value: 5 }])
  })

  it('joins the samples of a day to fewer points, with the largest value, and never over a gap', () => {
    const values = [1, 9, 2, null, 3, ...Array.from({ length: 6_000 }, (_, index) => index % 7)]
    let points: readonly TrendPoint[] = []
    for (const [index, value] of values.entries())
      points = withSample(points, {
        ...{ sample: { at: index * 5_000, value }, spanMs: 24 * hour },
        sampledAt: index === 0 ? undefined : (index - 1) * 5_000,
      })
    expect(points.slice(0, 4)).toEqual([
      { at: 0, value: 1 },
      { at: 5_000, value: 2, max: 9 },
      { at: 15_000, value: null },
      { at: 20_000, value: 3 },
    ])
    expect(points.length).toBeLessThan(300)
  })
})

describe(mergedSparkLine, () => {
  it('puts recorded minutes before the samples of the screen, and keeps gaps', () => {
    const recorded = recordedPoints({
      points: [
        [0, 2, 2],
        [minute, 4, 4],
      ],
      bucketMs: minute,
      gaps: [{ kind: 'silent', startsAt: 70_000, endsAt: 90_000 }],
      until: 2 * minute,
    })
    expect(mergedSparkLine(recorded, 2 * minute, [7, null, 9], 140_000)).toEqual([
      ...[2, 2, 2, 2, 2, 2],
      ...[4, null, null, 4, 4, 4],
      ...[7, null, 9],
    ])
  })

  it('keeps the samples where nothing is recorded', () => {
    expect(mergedSparkLine([], 0, [1, 2], 20_000)).toEqual([1, 2])
  })
})
