import { describe, expect, it } from 'vitest'
import { compileRule, defaultsOf } from './compile-rule.ts'
import { ruleMetrics } from './rule-metrics.ts'
import { problemsOfRule } from '../files/rule-problems.ts'
import { RuleDocument } from './rule.ts'

const waiting = {
  version: 1,
  key: 'waiting',
  name: 'Calls waiting',
  of: { queues: 'all' },
  metric: 'callsInQueue',
  when: 'above',
  warn: 3,
} as const

const inbound = { ...waiting, of: { campaigns: 'all' }, metric: 'serviceLevelQueue', when: 'below' } as const

/** The path and message of each problem of a rule. */
const problemsOf = (more: object): string[] =>
  problemsOfRule({ ...waiting, ...more }).map(({ path, message }) => `${path}: ${message}`)

const both = { group: { name: 'Both', queues: ['1', '2'] } }

describe('RuleDocument', () => {
  it('takes a rule with all of its fields', () => {
    const hours = [{ days: ['mon', 'sun'], from: '22:00', to: '06:00' }]
    const notify = [
      { channel: 'slack' },
      { channel: 'pager', level: 'critical', afterMinutes: 5, names: true },
    ]
    const more = { ...{ enabled: false, critical: 9, clears: 80, onDelay: 5, offDelay: 5 }, hours, notify }
    expect(problemsOf({ ...more, cooldown: 60, reAlarm: 0, relativeTo: 'available-agents' })).toEqual([])
  })

  it('refuses keys that it does not know, at every depth', () => {
    expect(problemsOf({ limit: 3 })).toEqual(['limit: there is no such field'])
    expect(problemsOf({ notify: [{ channel: 'a', delay: 5 }] })).toEqual([
      'notify[0].delay: there is no such field',
    ])
    expect(problemsOf({ of: { queues: 'all', agent: true } })).toEqual(['of.agent: there is no such field'])
    expect(
      problemsOf({ of: { agents: { queues: 'all', state: 'on-call', reason: 1 } }, metric: 'timeInState' }),
    ).toEqual(['of.agents.reason: there is no such field'])
  })

  it('says in words what does not fit, and where', () => {
    const { name: _, ...nameless } = waiting
    expect(problemsOfRule(nameless)).toEqual([{ path: 'name', message: 'is missing' }])
    expect(problemsOfRule([])).toEqual([{ path: '', message: 'must be an object' }])
    expect(problemsOf({ warn: '3', onDelay: -1, key: 'Calls', when: 'over' })).toEqual([
      'key: must be 1 to 64 lower-case letters, digits or hyphens',
      'when: must be one of "above", "below", "increase"',
      'warn: must be a number',
      'onDelay: must be at least 0',
    ])
    expect(problemsOf({ of: { queues: [] } })).toEqual(['of.queues: must have at least 1 entry'])
    expect(problemsOf({ of: { queues: 'some' } })).toEqual(['of.queues: must be one of "all"'])
    expect(problemsOf({ hours: [{ days: ['mon'], from: '8:00', to: '25:00' }] })).toEqual([
      'hours[0].from: must be a time such as 08:00',
      'hours[0].to: must be a time such as 18:00 or 24:00',
    ])
  })

  it('refuses a metric that its subject does not have, and lists those that it has', () => {
    expect(problemsOf({ metric: 'callsWaiting' })).toEqual([
      expect.stringMatching(/^metric: there is no metric "callsWaiting" of "queues".*callsInQueue/),
    ])
    expect(problemsOf({ of: { agents: { queues: 'all', state: 'on-call' } } })).toEqual([
      expect.stringContaining('Metrics of "agents": timeInState'),
    ])
    expect(problemsOf({ metric: 'toString' })).toHaveLength(1)
  })

  it('takes the normal band of a group, but not of the agents of several queues', () => {
    const relative = { relativeTo: 'normal-band' }
    expect(problemsOf({ of: both, ...relative })).toEqual([])
    const one = { group: { name: 'One', queues: ['1'] } }
    expect(problemsOf({ of: one, metric: 'agentsInQueue', ...relative })).toEqual([])
    expect(problemsOf({ of: both, metric: 'agentsInQueue', ...relative }).join()).toContain('counts once')
  })

  it('refuses limits that contradict each other', () => {
    const cases: readonly (readonly [more: object, path: string])[] = [
      [{ warn: undefined }, ''],
      [{ critical: 3 }, 'critical'],
      [{ when: 'below', critical: 4 }, 'critical'],
      [{ clears: 101 }, 'clears'],
      [{ when: 'below', clears: 99 }, 'clears'],
      [{ when: 'increase', clears: 50 }, 'clears'],
      [{ when: 'increase', onDelay: 5 }, 'onDelay'],
      [{ when: 'increase', offDelay: 0 }, 'offDelay'],
      [{ when: 'increase', relativeTo: 'normal-band' }, 'relativeTo'],
      [{ when: 'increase', warn: 0 }, 'warn'],
      [{ metric: 'agentsInQueue', relativeTo: 'available-agents' }, 'relativeTo'],
      [{ of: both, metric: 'agentsInQueue', relativeTo: 'normal-band', when: 'below' }, 'relativeTo'],
      [{ when: 'below', relativeTo: 'normal-band', warn: 100 }, 'relativeTo'],
      [{ ...inbound, warn: 101 }, 'warn'],
      [{ hours: [{ days: ['mon'], from: '08:00', to: '08:00' }] }, 'hours[0].to'],
      [{ hours: [{ days: ['mon', 'mon'], from: '08:00', to: '09:00' }] }, 'hours[0].days'],
      [{ notify: [{ channel: 'a', level: 'critical' }] }, 'notify[0].level'],
      [{ notify: [{ channel: 'a' }, { channel: 'a', level: 'warn' }] }, 'notify[1].channel'],
    ]
    const paths = cases.map(([more]) => problemsOf(more).map((problem) => problem.split(':')[0]))
    expect(paths).toEqual(cases.map(([, path]) => [path]))
  })
})

describe(compileRule, () => {
  const limitsOf = (more: object) => compileRule(RuleDocument.parse({ ...waiting, ...more }), 'UTC').limits

  it('has the default delays and dead bands of the kinds of figures', () => {
    expect(limitsOf({})).toMatchObject([{ value: 3, clearsAt: 3, onDelayMs: 15_000, offDelayMs: 30_000 }])
    expect(limitsOf({ metric: 'currentLongestQueueTime', warn: 100 })).toMatchObject([
      { value: 100_000, clearsAt: 80_000, onDelayMs: 0, offDelayMs: 0 },
    ])
    expect(limitsOf({ ...inbound, warn: 75 })).toMatchObject([
      { value: 0.75, clearsAt: 0.78, onDelayMs: 60_000, offDelayMs: 120_000 },
    ])
    const stuck = { of: { agents: { queues: 'all', state: 'after-call' } }, metric: 'timeInState', warn: 180 }
    expect(limitsOf(stuck)).toMatchObject([{ value: 180_000, onDelayMs: 0, offDelayMs: 10_000 }])
    expect(limitsOf({ of: { campaigns: 'all' }, metric: 'secondsNotRunning', warn: 60 })).toMatchObject([
      { value: 60_000, clearsAt: 60_000, onDelayMs: 0, offDelayMs: 0 },
    ])
    expect(limitsOf({ relativeTo: 'normal-band', warn: 20 })).toMatchObject([
      { value: 1.2, onDelayMs: 300_000 },
    ])
  })

  it('ends by per cent of the limit, or by points away from a limit in per cent', () => {
    expect(limitsOf({ warn: 10, critical: 20, clears: 50 })).toMatchObject([
      { level: 'critical', clearsAt: 10 },
      { level: 'warn', clearsAt: 5 },
    ])
    expect(limitsOf({ when: 'below', warn: 10, clears: 150 })).toMatchObject([{ clearsAt: 15 }])
    expect(limitsOf({ ...inbound, warn: 75, clears: 5 })[0]?.clearsAt).toBeCloseTo(0.8)
    expect(
      limitsOf({ ...inbound, metric: 'abandonCallRate', when: 'above', warn: 8, clears: 2 })[0]?.clearsAt,
    ).toBeCloseTo(0.06)
  })

  it('compiles every metric of every subject', () => {
    const subjects = {
      floor: { floor: true },
      queues: { queues: ['1'] },
      group: { group: { name: 'Both', queues: ['1', '2'] } },
      agents: { agents: { queues: 'all', state: 'not-ready' } },
      campaigns: { campaigns: 'all' },
      outboundCampaigns: { outboundCampaigns: 'all' },
      link: { link: true },
      displays: { displays: 'all' },
    } as const
    for (const [kind, of] of Object.entries(subjects))
      for (const metric of ruleMetrics[kind as keyof typeof subjects].keys())
        expect(limitsOf({ of, metric, warn: 50 })).toHaveLength(1)
  })
})

describe('a rule about silences', () => {
  const silence = { of: { campaigns: 'all' }, metric: 'secondsSilent', warn: 0 }
  const problemOf = (more: object) =>
    RuleDocument.safeParse({ ...waiting, ...silence, ...more }).error?.issues.map(({ message }) => message)

  it('alerts at once with a limit of 0, and has no limit below which it alerts', () => {
    expect(problemOf({})).toBeUndefined()
    const [limit] = compileRule(RuleDocument.parse({ ...waiting, ...silence }), 'UTC').limits
    expect(limit).toMatchObject({ when: 'above', value: 0, clearsAt: 0, onDelayMs: 0, offDelayMs: 0 })
    expect(problemOf({ when: 'below' })).toEqual([
      'a silence has limits above which it alerts: 0 alerts at once',
    ])
    expect(problemOf({ when: 'increase', warn: 5 })).toHaveLength(1)
    expect(problemOf({ of: { outboundCampaigns: 'all' } })).toHaveLength(1)
  })
})

describe(defaultsOf, () => {
  it('says what an empty field means, as it would be written', () => {
    const fixed = { cooldown: 600, reAlarm: 900 }
    expect(defaultsOf(waiting)).toEqual({ clears: 100, onDelay: 15, offDelay: 30, ...fixed })
    expect(defaultsOf({ ...waiting, metric: 'currentLongestQueueTime' })).toMatchObject({
      clears: 80,
      onDelay: 0,
    })
    expect(defaultsOf(inbound)).toMatchObject({ clears: 3, onDelay: 60, offDelay: 120 })
    expect(defaultsOf({ ...waiting, when: 'increase' })).toMatchObject({ clears: undefined, offDelay: 120 })
    expect(defaultsOf({ ...waiting, metric: 'none' })).toBeUndefined()
  })
})
