import { describe, expect, it } from 'vitest'
import { emptyDistribution, addSample } from './distribution.ts'
import { histogramText } from './histogram-text.ts'

const metric = { name: 'wait_seconds', help: 'How long', scale: 0.001 }

function waits(...values: readonly number[]) {
  const distribution = emptyDistribution([50, 100, 250])
  for (const value of values) addSample(distribution, value)
  return distribution
}

describe(histogramText, () => {
  it('writes cumulative buckets, the sum and the count, in the unit of the metric', () => {
    expect(histogramText({ ...metric, series: [[{}, waits(20, 60, 70, 900)]] })).toBe(
      [
        '# HELP wait_seconds How long',
        '# TYPE wait_seconds histogram',
        'wait_seconds_bucket{le="0.05"} 1',
        'wait_seconds_bucket{le="0.1"} 3',
        'wait_seconds_bucket{le="0.25"} 3',
        'wait_seconds_bucket{le="+Inf"} 4',
        'wait_seconds_sum 1.05',
        'wait_seconds_count 4',
        '',
      ].join('\n'),
    )
  })

  it('exports a subset of the bounds without losing a value', () => {
    const text = histogramText({ ...metric, bucketBounds: [100], series: [[{}, waits(20, 60, 70, 900)]] })
    expect(text.match(/_bucket.*/g)).toEqual(['_bucket{le="0.1"} 3', '_bucket{le="+Inf"} 4'])
  })

  it('writes each series with its labels, and escapes the values of labels', () => {
    const text = histogramText({
      ...metric,
      series: [
        [{ display: 'a' }, waits(20)],
        [{ display: 'b"} 1\n\\' }, waits()],
      ],
    })
    expect(text).toContain('wait_seconds_count{display="a"} 1\n')
    expect(text).toContain(String.raw`wait_seconds_count{display="b\"} 1\n\\"} 0`)
  })
})
