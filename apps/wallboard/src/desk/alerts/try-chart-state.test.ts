import { RuleDocument } from '@wallboard/alerts'
import type { TriedRule } from '@wallboard/relay/rest/alerts'
import { expect, it } from 'vitest'
import { chartOf } from './try-chart-state.ts'

const minute = 60_000
const rule = RuleDocument.parse({
  ...{ version: 1, key: 'k', name: 'Rule', of: { queues: 'all' }, metric: 'currentLongestQueueTime' },
  ...{ when: 'above', warn: 120, critical: 300 },
})
const tried: TriedRule = {
  ...{ fired: 1, under30s: 0, critical: 0, longestMs: 1, totalMs: 1, byHour: [], isCapped: false, liveMs: 1 },
  ...{ notKnown: null },
  alerts: [
    {
      ...{ at: 6 * minute, endedAt: null, entity: { kind: 'queue', id: '1', name: 'Q' }, level: 'warn' },
      peak: 400_000,
    },
  ],
  withDelay: { onDelay: 60, fired: 1, under30s: 0 },
  ...{ knownMs: 1, notKnown: null },
  coverage: [
    { kind: 'compacted', startsAt: 0, endsAt: 5 * minute },
    { kind: 'live', startsAt: 5 * minute, endsAt: 8 * minute },
    { kind: 'link-down', startsAt: 8 * minute, endsAt: 9 * minute },
    { kind: 'silent', startsAt: 9 * minute, endsAt: 9 * minute + 1 },
    { kind: 'live', startsAt: 9 * minute + 1, endsAt: 10 * minute },
  ],
  series: {
    bucketMs: minute,
    points: [
      [5 * minute, 100_000],
      [8 * minute, null],
    ],
  },
}

it('the chart shows the recorded part, limits in the unit of the figure, gaps of a minute, and fits the highest value', () => {
  const chart = chartOf(tried, { from: 0, to: 20 * minute }, rule, 'ms')
  expect(chart).toMatchObject({
    from: 5 * minute,
    to: 10 * minute,
    limits: [
      { level: 'warn', value: 120_000 },
      { level: 'critical', value: 300_000 },
    ],
    rows: [
      { at: 5 * minute, value: 100_000 },
      { at: 8 * minute, value: null },
    ],
    top: 400_000,
  })
  expect(chart.gaps).toEqual([
    { from: 0, to: 5 * minute },
    { from: 8 * minute, to: 9 * minute },
  ])
})

it('without values, limits or recording the whole span is an empty chart', () => {
  const nothing = { ...tried, alerts: [], coverage: [], series: undefined }
  expect(chartOf(nothing, { from: 0, to: minute }, undefined, 'count')).toEqual({
    ...{ from: 0, to: minute, rows: [], gaps: [], limits: [], top: 1 },
  })
})
