import { queueSource, type Row } from '@wallboard/statistics'
import { RuleDocument } from '@wallboard/alerts'
import { describe, expect, it } from 'vitest'
import type { HistoryReader } from '../history/reading/history-reader.ts'
import { playRows } from '../history/replay/play-rows.ts'
import { evaluatedRuleOf } from './evaluated-rule.ts'
import { createRuleTrial, triedRule } from './try-rule.ts'

const second = 1_000
const minute = 60 * second
const queue = { id: '12', name: 'Renewals' }
const names = {
  queues: [queue],
  directory: { agents: [], campaigns: [], reasons: [] },
  domainOffsetMs: 0,
}
const waiting = (calls: number, asOf: number): Row => ({ id: '12', asOf, callsInQueue: calls })

/** A recording of one queue: calls that waited from instants on, live until `liveUntil`. */
function recording(calls: readonly (readonly [at: number, calls: number])[], liveUntil: number) {
  const coverage = [
    { kind: 'live' as const, startsAt: 0, endsAt: liveUntil },
    { kind: 'link-down' as const, startsAt: liveUntil, endsAt: 60 * minute },
  ]
  const reader: Pick<HistoryReader, 'moment' | 'steps'> = {
    moment: ({ at }) =>
      Promise.resolve({
        type: 'moment',
        moment: { at, sources: [], names, rows: [{ dataSource: queueSource, data: [waiting(0, at)] }] },
      }),
    steps: ({ from, to }) =>
      Promise.resolve({
        to,
        coverage: [{ dataSource: queueSource, spans: coverage }],
        names: undefined,
        steps: calls
          .filter(([at]) => at > from && at <= to)
          .map(([at, count]) => ({
            at,
            full: [],
            changes: [{ dataSource: queueSource, added: [], updated: [waiting(count, at)], removed: [] }],
          })),
      }),
  }
  return reader
}

async function tryOn(reader: Pick<HistoryReader, 'moment' | 'steps'>, written: object, to = 20 * minute) {
  const document = RuleDocument.parse({
    ...{ version: 1, key: 'k', name: 'Waiting', of: { queues: 'all' }, metric: 'callsInQueue' },
    ...{ when: 'above', ...written },
  })
  const rule = evaluatedRuleOf({ id: 'tried', revision: 1, document }, 'UTC')
  if (rule === undefined) throw new Error('the rule cannot be prepared')
  const span = { from: 0, to }
  const trial = createRuleTrial(rule, queueSource, span)
  const visible = {
    ...{ queueIds: new Set(['12']), agentIds: new Set<string>(), campaignIds: new Set<string>() },
    idsOf: () => new Set(['12']),
  }
  await playRows(
    reader,
    {
      ...{ name: { org: 'o', username: 'u' }, isPersonal: false, isOwn: true, dataSources: [queueSource] },
      ...{ ...span, stepMs: second, everyMs: minute, now: visible },
    },
    trial.played,
  )
  return triedRule(rule.compiled, trial, span, () => Promise.resolve())
}

/** Five calls for 20 seconds each two minutes, and once for three minutes. */
const busy = recording(
  [
    ...[2, 4, 6].flatMap((at) => [[at * minute, 5] as const, [at * minute + 20 * second, 0] as const]),
    [10 * minute, 8],
    [13 * minute, 0],
  ],
  60 * minute,
)

describe('a rule that is tried on a recording', () => {
  it('counts what it would have done, and what a longer on-delay would', async () => {
    const tried = await tryOn(busy, { warn: 3, critical: 7, onDelay: 0, offDelay: 0 })
    expect(tried).toMatchObject({
      fired: 4,
      under30s: 3,
      critical: 1,
      longestMs: 3 * minute,
      isCapped: false,
    })
    expect(tried.alerts.map(({ at, level, peak }) => [at / minute, level, peak])).toEqual([
      [2, 'warn', 5],
      [4, 'warn', 5],
      [6, 'warn', 5],
      [10, 'critical', 8],
    ])
    expect(tried.alerts[0]?.entity).toEqual({ kind: 'queue', id: '12', name: 'Renewals' })
    expect(tried.withDelay).toEqual({ onDelay: 60, fired: 1, under30s: 0 })
  })

  it('draws the worst value of each minute', async () => {
    const { series } = await tryOn(busy, { warn: 3, onDelay: 0, offDelay: 0 })
    expect(series?.bucketMs).toBe(minute)
    expect(series?.points).toHaveLength(20)
    const at = (minutes: number) => series?.points[minutes]?.[1]
    expect([at(1), at(2), at(3), at(10), at(12), at(14)]).toEqual([0, 5, 0, 8, 8, 0])
  })

  it('starts and ends nothing while nothing was recorded live', async () => {
    const broken = recording(
      [
        [2 * minute, 5],
        [9 * minute, 0],
      ],
      5 * minute,
    )
    const tried = await tryOn(broken, { warn: 3, onDelay: 0, offDelay: 0 })
    expect(tried.alerts).toEqual([expect.objectContaining({ at: 2 * minute, endedAt: null })])
    expect(tried.series?.points.slice(6)).toEqual(
      Array.from({ length: 14 }, (_, index) => [(6 + index) * minute, null]),
    )
  })

  it('does what it did then again, whatever the parts in which the recording is read', async () => {
    const once = await tryOn(busy, { warn: 3, onDelay: 15, offDelay: 30 })
    const twice = await tryOn(busy, { warn: 3, onDelay: 15, offDelay: 30 })
    expect(twice).toEqual(once)
    expect(once.fired).toBe(4)
  })
})
