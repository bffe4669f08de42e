import { RuleDocument, ruleMetrics, type SubjectKind, silenceMetric } from '@wallboard/alerts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newRuleOf } from './new-rule-state.ts'
import { defaultTexts } from './rule-defaults-state.ts'
import {
  formOf,
  keyOf,
  metricChosen,
  newRuleForm,
  readForm,
  subjectChosen,
  type RuleForm,
} from './rule-form-state.ts'

const named = { ...newRuleForm, name: 'Longest wait' }
const faultPaths = (form: RuleForm) => {
  const read = readForm(form)
  return read.ok ? [] : read.faults.map(({ path }) => path)
}
const subjects = Object.keys(ruleMetrics) as SubjectKind[] // keys of the record itself

describe(readForm, () => {
  it('writes seconds, per cent and counts as the rule’s file has them', () => {
    expect(readForm(named)).toEqual({
      ok: true,
      rule: {
        ...{ version: 1, key: 'longest-wait', name: 'Longest wait', of: { queues: 'all' } },
        ...{ metric: 'currentLongestQueueTime', when: 'above', warn: 120, critical: 300, clears: 80 },
        ...{ onDelay: 15, cooldown: 600 },
      },
    })
  })

  it('names each field that cannot be read or does not fit the others', () => {
    expect(faultPaths({ ...named, name: ' ' })).toContain('name')
    expect(faultPaths({ ...named, warn: 'soon' })).toEqual(['warn'])
    expect(faultPaths({ ...named, onDelay: '-5', cooldown: 'x' })).toEqual(['onDelay', 'cooldown'])
    expect(faultPaths({ ...named, warn: '5:00', critical: '2:00' })).toEqual(['critical'])
    expect(faultPaths({ ...named, clears: '120' })).toEqual(['clears'])
    expect(faultPaths({ ...named, warn: '', critical: '' })).toEqual([''])
    expect(faultPaths({ ...named, metric: 'nothing' })).toContain('metric')
    expect(faultPaths({ ...named, subject: 'group' })).toEqual(['of.group.name'])
    const step = { channel: 'leads', level: '' as const, afterMinutes: 'soon', hasNames: false }
    expect(faultPaths({ ...named, notify: [step] })).toEqual(['notify[0].afterMinutes'])
  })

  it('leaves out what an increase does not have', () => {
    const read = readForm({ ...named, metric: 'callsInQueue', when: 'increase', warn: '5', critical: '' })
    expect(read.ok && Object.keys(read.rule)).toEqual(
      expect.not.arrayContaining(['onDelay', 'clears', 'relativeTo', 'critical']),
    )
    expect(read.ok).toBe(true)
  })
})

describe(formOf, () => {
  const limits = fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 51, max: 100 }))
  const rules = fc
    .record({
      kind: fc.constantFrom(...subjects),
      pick: fc.nat(),
      limits,
      isAbove: fc.boolean(),
      delays: fc.record({ onDelay: fc.nat(86_400), offDelay: fc.nat(86_400) }, { requiredKeys: [] }),
      enabled: fc.option(fc.constant(false), { nil: undefined }),
      ids: fc.oneof(
        fc.constant('all' as const),
        fc.array(fc.string({ minLength: 1, maxLength: 8 }), { minLength: 1 }),
      ),
    })
    .map(({ kind, pick, limits: [low, high], isAbove, delays, enabled, ids }) => {
      const metrics = [...ruleMetrics[kind].keys()]
      const of = subjectDocuments(ids)[kind]
      const metric = metrics[pick % metrics.length]
      return {
        ...{ version: 1, key: 'k', name: 'Rule', of, metric, ...delays },
        ...(isAbove || metric === silenceMetric
          ? { when: 'above', warn: low, critical: high }
          : { when: 'below', warn: high, critical: low }),
        ...(enabled === undefined ? {} : { enabled }),
      }
    })

  it('and back is the same rule, for every subject and metric', () => {
    fc.assert(
      fc.property(rules, (written) => {
        const rule = RuleDocument.parse(written)
        expect(readForm(formOf(rule))).toEqual({ ok: true, rule })
      }),
    )
  })

  it('and back keeps hours and every step of notification', () => {
    const rule = RuleDocument.parse({
      ...{
        version: 1,
        key: 'k',
        name: 'Rule',
        of: { floor: true },
        metric: 'callsInQueue',
        when: 'above',
        warn: 3,
      },
      hours: [{ days: ['mon', 'sun'], from: '08:00', to: '24:00' }],
      notify: [
        { channel: 'leads', level: 'warn' },
        { channel: 'duty', afterMinutes: 5, names: true },
      ],
    })
    expect(readForm(formOf(rule))).toEqual({ ok: true, rule })
  })
})

function subjectDocuments(ids: 'all' | string[]): Readonly<Record<SubjectKind, RuleDocument['of']>> {
  return {
    floor: { floor: true },
    queues: { queues: ids },
    group: { group: { name: 'Support', queues: ids } },
    agents: { agents: { queues: ids, state: 'not-ready' } },
    campaigns: { campaigns: ids },
    outboundCampaigns: { outboundCampaigns: ids },
    link: { link: true },
    displays: { displays: ids },
  }
}

describe('choosing', () => {
  it('another subject chooses a metric that it has, and keeps queues among subjects of queues', () => {
    const some = { ...named, ids: ['12'] }
    for (const subject of subjects) {
      const changed = subjectChosen(some, subject)
      expect(ruleMetrics[subject].has(changed.metric), subject).toBe(true)
      expect(changed.ids).toEqual(['queues', 'group', 'agents'].includes(subject) ? ['12'] : 'all')
    }
  })

  it('a metric in another unit clears the limits, and one in the same unit keeps them', () => {
    expect(metricChosen(named, 'callsInQueue')).toMatchObject({ warn: '', critical: '', clears: '' })
    expect(metricChosen(named, 'longestQueueTime')).toMatchObject({ warn: '2:00', critical: '5:00' })
  })
})

it('an empty field shows its default', () => {
  const empty = {
    ...named,
    onDelay: '',
    clears: '',
    cooldown: '',
    metric: 'callsInQueue',
    warn: '3',
    critical: '',
  }
  expect(defaultTexts(empty)).toMatchObject({
    onDelay: '15 s',
    offDelay: '30 s',
    cooldown: '10 min',
    reAlarm: '15 min',
  })
})

it.each([
  ['Longest wait!', 'longest-wait'],
  ['  Été à Paris ', 'ete-a-paris'],
  ['—', ''],
])('the key of %j is %j', (name, key) => {
  expect(keyOf(name)).toBe(key)
})

describe(newRuleOf, () => {
  it('starts with what the address names', () => {
    expect(newRuleOf({ of: 'queues:12', metric: 'callsInQueue' })).toMatchObject({
      form: { subject: 'queues', ids: ['12'], metric: 'callsInQueue' },
      problems: [],
    })
    expect(newRuleOf({})).toEqual({ form: newRuleForm, problems: [] })
  })

  it('reports what it does not know, and does not use it', () => {
    expect(newRuleOf({ of: 'planets', metric: 'gravity' })).toEqual({
      form: newRuleForm,
      problems: [
        { kind: 'subject', value: 'planets' },
        { kind: 'metric', value: 'gravity' },
      ],
    })
    expect(newRuleOf({ of: 'toString' }).problems).toHaveLength(1)
  })
})
