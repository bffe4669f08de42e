import { describe, expect, it } from 'vitest'
import { compileRule } from '../rule/compile-rule.ts'
import { RuleDocument } from '../rule/rule.ts'
import { alertFigures } from './alert-figures.ts'
import type { LoggedAlert } from './logged-alert.ts'
import { dryRun, type Sample } from './dry-run.ts'

const second = 1_000
const minute = 60 * second
const hour = 60 * minute

const compile = (more: object = {}) =>
  compileRule(
    RuleDocument.parse({
      ...{ version: 1, key: 'r', name: 'Calls waiting', of: { queues: 'all' }, metric: 'callsInQueue' },
      ...{ when: 'above', warn: 3, critical: 9, onDelay: 0, offDelay: 0, ...more },
    }),
    'UTC',
  )

const sample = (key: string, at: number, value: number | null, isLive = true): Sample<string> => ({
  ...{ key, at, entity: `queue ${key}` },
  figure: { value, isLive },
})

describe(dryRun, () => {
  const from = 10 * hour
  const span = { from, to: from + 2 * hour }
  // Queue a: 20 s, then 100 s up to critical; queue b: from 11:30 to the end.
  const samples = [
    ...[sample('a', from, 5), sample('b', from, 0), sample('a', from + 20 * second, 0)],
    ...[sample('a', from + 10 * minute, 4), sample('a', from + 11 * minute, 12)],
    ...[sample('a', from + 10 * minute + 100 * second, 1), sample('b', from + 90 * minute, 4)],
  ]

  it('counts alerts, short ones, critical ones, their lengths and hours', () => {
    const result = dryRun(compile(), samples, span)
    expect(result).toMatchObject({ fired: 3, under30s: 1, critical: 1, longestMs: 30 * minute })
    expect(result.totalMs).toBe(20 * second + 100 * second + 30 * minute)
    expect(result.byHour).toEqual([
      { at: from, fired: 2 },
      { at: from + hour, fired: 1 },
    ])
    expect(result.alerts).toEqual([
      { at: from, endedAt: from + 20 * second, entity: 'queue a', level: 'warn', peak: 5 },
      ...[
        {
          at: from + 10 * minute,
          endedAt: from + 700 * second,
          entity: 'queue a',
          level: 'critical',
          peak: 12,
        },
      ],
      { at: from + 90 * minute, endedAt: null, entity: 'queue b', level: 'warn', peak: 4 },
    ])
  })

  it('tells what twice the on-delay would have changed, or 60 seconds where there is none', () => {
    expect(dryRun(compile(), samples, span).withDelay).toEqual({ onDelayMs: 60_000, fired: 2, under30s: 0 })
    expect(dryRun(compile({ onDelay: 55 }), samples, span).withDelay).toEqual({
      ...{ onDelayMs: 110_000, fired: 1, under30s: 0 },
    })
  })

  it('ends the alert of an entity that the domain no longer had, and starts none over a gap', () => {
    const gone = [...samples, { ...sample('b', from + 100 * minute, 0), figure: null }]
    expect(dryRun(compile(), gone, span).longestMs).toBe(10 * minute)
    const gap = samples.map((each) => ({ ...each, figure: each.figure && { ...each.figure, isLive: false } }))
    expect(dryRun(compile(), gap, span).fired).toBe(0)
  })
})

describe(alertFigures, () => {
  const alert = (rule: string, firedAt: number, more: Partial<LoggedAlert> = {}): LoggedAlert => ({
    ...{ rule: { id: rule, name: `Rule ${rule}` }, level: 'warn', firedAt, endedAt: firedAt + minute },
    ...{ acknowledgedAt: null, ...more },
  })
  const span = { from: 0, to: 2 * hour }

  it('count alerts of the span by hour and rule', () => {
    const alerts = [
      ...[alert('a', minute, { endedAt: minute + 29_999 }), alert('a', hour, { endedAt: hour + 30_000 })],
      ...[alert('b', hour, { level: 'critical', endedAt: null, acknowledgedAt: hour + 10 * second })],
      ...[alert('a', 70 * minute, { acknowledgedAt: 71 * minute }), alert('b', 2 * hour), alert('b', -1)],
    ]
    expect(alertFigures(alerts, span)).toEqual({
      ...{ fired: 4, critical: 1, perHour: 2, under30s: 1, neverAcknowledged: 2 },
      medianToAcknowledgeMs: 35 * second,
      byHour: [
        { at: 0, fired: 1 },
        { at: hour, fired: 3 },
      ],
      noisiest: [
        { rule: { id: 'a', name: 'Rule a' }, fired: 3, under30s: 1 },
        { rule: { id: 'b', name: 'Rule b' }, fired: 1, under30s: 0 },
      ],
    })
  })

  it('count a threshold that several boards have once, with the names of the boards', () => {
    const threshold = 'queue:12 callsInQueue 10'
    const board = (name: string, firedAt: number, more: Partial<LoggedAlert> = {}) =>
      alert(`board:${name}:tile`, firedAt, { rule: { id: `board:${name}:tile`, name }, threshold, ...more })
    const alerts = [
      board('Wall', minute),
      board('Lobby', minute, { level: 'critical', acknowledgedAt: minute + 5 * second }),
      // A board that was made while the alert was active.
      board('New', minute + 40 * second, { endedAt: minute + 50 * second }),
      // Another alert of the same threshold, and one of another threshold.
      ...[board('Lobby', hour), board('Wall', hour)],
      board('Wall', minute, { threshold: 'queue:13 callsInQueue 10' }),
      alert('a', minute),
    ]
    expect(alertFigures(alerts, span)).toMatchObject({
      ...{ fired: 4, critical: 1, under30s: 0, neverAcknowledged: 3, medianToAcknowledgeMs: 5 * second },
      byHour: [{ fired: 3 }, { fired: 1 }],
      noisiest: [
        { rule: { id: 'board:Lobby:tile', name: 'Lobby, Wall, New' }, fired: 2 },
        { rule: { id: 'a' }, fired: 1 },
        { rule: { id: 'board:Wall:tile', name: 'Wall' }, fired: 1 },
      ],
    })
  })

  it('have no median without an acknowledgement', () => {
    expect(alertFigures([], span)).toMatchObject({ fired: 0, perHour: 0, medianToAcknowledgeMs: null })
  })
})
