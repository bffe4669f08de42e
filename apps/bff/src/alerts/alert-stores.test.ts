import { afterAll, describe, expect, it } from 'vitest'
import type { AlertSilence } from '@wallboard/relay/rest/alerts'
import type { AlertRecord, JournalEntry } from './alert-record.ts'
import { createAlertStore } from './alert-store.ts'
import type { RuleRecord } from './rule-record.ts'
import { createRuleStore } from './rule-store.ts'
import { createSilenceStore } from './silence-store.ts'
import { useStorageEngines } from '../../tests/storage-engines.ts'

const engines = useStorageEngines(afterAll)
const at = Date.UTC(2026, 10, 26, 10, 0)

const rule = (id: string, changed: Partial<RuleRecord> = {}): RuleRecord => ({
  ...{ id, org: '1', key: id, name: `Rule ${id}`, document: { limit: 3 }, revision: 1 },
  ...{ changedAt: at, changedBy: 'ann' },
  ...changed,
})

describe.each(engines)('the store of rules on $name', (engine) => {
  it('stores each version of a rule, also of a removed one', async (context) => {
    const rules = createRuleStore(await engine.open(context))
    expect(await rules.add(rule('a'))).toBe(true)
    const changed = rule('a', { revision: 2, document: { limit: 4 }, name: 'Changed' })
    expect(await rules.change(changed, 1)).toBe('changed')
    expect(await rules.find('1', 'a')).toEqual(changed)
    expect(await rules.find('2', 'a')).toBeUndefined()
    expect(await rules.remove('2', 'a', at, 'bob')).toBe(false)
    expect(await rules.remove('1', 'a', at + 1, 'bob')).toBe(true)
    expect(await rules.versions('1', 'a')).toEqual([
      { revision: 3, document: null, change: 'removed', at: at + 1, by: 'bob' },
      { revision: 2, document: { limit: 4 }, change: 'changed', at, by: 'ann' },
      { revision: 1, document: { limit: 3 }, change: 'created', at, by: 'ann' },
    ])
    expect(await rules.list('1')).toEqual([])
  })

  it('refuses a key that is taken in the domain, and a revision that is not the present one', async (context) => {
    const rules = createRuleStore(await engine.open(context))
    await rules.add(rule('a'))
    expect(await rules.add(rule('b', { key: 'a' }))).toBe(false)
    expect(await rules.add(rule('c', { key: 'a', org: '2' }))).toBe(true)
    await rules.add(rule('b'))
    expect(await rules.change(rule('b', { key: 'a', revision: 2 }), 1)).toBe('key-taken')
    expect(await rules.change(rule('b', { revision: 8 }), 7)).toBe('conflict')
    expect(await rules.versions('1', 'b')).toHaveLength(1)
  })

  it('applies many changes or none', async (context) => {
    const rules = createRuleStore(await engine.open(context))
    await rules.add(rule('a'))
    await rules.add(rule('b'))
    const by = { org: '1', at, username: 'ann', maxRules: 3 }
    const changes = {
      remove: [{ id: 'a', revision: 1 }],
      change: [{ record: rule('b', { revision: 2, name: 'Two' }), revision: 1 }],
      create: [rule('c', { key: 'a' })],
    }
    expect(await rules.apply({ ...changes, change: [{ record: rule('b'), revision: 9 }] }, by)).toBe(
      'conflict',
    )
    expect(await rules.apply({ ...changes, create: [rule('c', { key: 'b' })] }, by)).toBe('key-taken')
    expect(await rules.apply(changes, { ...by, maxRules: 1 })).toBe('too-many')
    expect((await rules.list('1')).map(({ id, revision }) => [id, revision])).toEqual([
      ['a', 1],
      ['b', 1],
    ])
    expect(await rules.apply(changes, by)).toBeUndefined()
    expect((await rules.list('1')).map(({ id, name }) => [id, name])).toEqual([
      ['c', 'Rule c'],
      ['b', 'Two'],
    ])
  })

  it('gives one of two nodes a key, a revision and the last place of the domain', async (context) => {
    const nodes = (await engine.openTwice(context)).map(createRuleStore)
    const all = <T>(work: (rules: (typeof nodes)[number], node: string) => Promise<T>) =>
      Promise.all(nodes.map((rules, node) => work(rules, String(node))))
    expect((await all((rules, node) => rules.add(rule(node, { key: 'same' })))).sort()).toEqual([false, true])
    const [added] = (await nodes[0]?.list('1')) ?? []
    const outcomes = await all((rules) => rules.change({ ...rule(added?.id ?? ''), revision: 2 }, 1))
    expect(outcomes.sort()).toEqual(['changed', 'conflict'])
    const by = { org: '1', at, username: 'ann', maxRules: 2 }
    const applied = await all((rules, node) =>
      rules.apply({ create: [rule(`new ${node}`)], change: [], remove: [] }, by),
    )
    expect(applied.filter((fault) => fault === 'too-many')).toHaveLength(1)
    expect(await nodes[1]?.list('1')).toHaveLength(2)
  })

  it('lists a rule whose document is damaged', async (context) => {
    const db = await engine.open(context)
    const rules = createRuleStore(db)
    await rules.add(rule('a'))
    await db.updateTable('alert_rules').set({ document: '[[' }).execute()
    expect(await rules.list('1')).toEqual([rule('a', { document: null })])
  })
})

describe.each(engines)('the store of silences on $name', (engine) => {
  const silence = (id: string, to: number): AlertSilence => ({
    ...{ id, rule: 'a', queue: null, level: null, from: at, to },
    ...{ reason: 'Drill', by: 'ann', at },
  })

  it('lists those that have not ended, in order of their ends, and forgets old ones', async (context) => {
    const silences = createSilenceStore(await engine.open(context))
    const added = [silence('late', at + 3), silence('soon', at + 2), silence('past', at - 1)]
    for (const each of added) await silences.add('1', each)
    const listed = async (from: number) => (await silences.list('1', from)).map(({ id }) => id)
    expect(await silences.list('1', at)).toEqual([added[1], added[0]])
    expect(await listed(at - 2)).toEqual(['past', 'soon', 'late'])
    await silences.forget(at)
    expect(await listed(at - 2)).toEqual(['soon', 'late'])
    expect(await silences.list('2', at)).toEqual([])
    expect(await silences.remove('2', 'late')).toBe(false)
    expect(await silences.remove('1', 'late')).toBe(true)
    expect(await listed(at)).toEqual(['soon'])
  })
})

describe.each(engines)('the log of alerts on $name', (engine) => {
  const alert = (id: string, changed: Partial<AlertRecord> = {}): AlertRecord => ({
    ...{ id, org: '1', scope: 'wall', rule: 'a', subject: `queue:${id}`, firedAt: at, endedAt: null },
    level: 'warn',
    document: {
      ...{ ruleName: 'Waiting', ruleRevision: 1, entity: { kind: 'queue', id, name: `Queue ${id}` } },
      ...{ members: null, metric: 'callsInQueue', unit: 'count', when: 'above', value: 4.5, limit: 3 },
      ...{ peak: 7, endReason: null, acknowledgedAt: null, acknowledgedBy: null, board: null, tile: null },
    },
    ...changed,
  })
  const entry = (changed: Partial<JournalEntry>): JournalEntry => ({
    ...{ org: '1', opened: [], changed: [], events: [], states: [], notices: [] },
    ...changed,
  })
  const event = (id: string, number: number) => ({
    ...{ alert: id, number, at: at + number, what: 'fired' as const, by: null, note: null },
  })
  const enqueue = () => Promise.resolve()
  const all = { org: '1', scope: 'wall', from: 0, to: at + 1_000, limit: 10 }

  it('writes what an evaluation has changed, once', async (context) => {
    const store = createAlertStore(await engine.open(context))
    const state = { scope: 'wall', rule: 'a', subject: 'queue:1', alert: '1', state: '{"v":1}' }
    const first = entry({ opened: [alert('1')], events: [event('1', 0)], states: [state] })
    await store.write([first], enqueue)
    await store.write([first], enqueue) // its first answer was lost
    // Another id for the same start, of a node that has evaluated it as well.
    await store.write([entry({ opened: [alert('2', { subject: 'queue:1' })] })], enqueue)
    expect(await store.open('wall')).toEqual([alert('1')])
    expect(await store.states('wall')).toEqual([
      { rule: 'a', subject: 'queue:1', alert: '1', state: '{"v":1}' },
    ])
    expect((await store.events(['1', 'x'])).get('1')).toEqual([{ at, what: 'fired', by: null, note: null }])
    const ended = alert('1', { endedAt: at + 5, level: 'critical' })
    await store.write(
      [entry({ changed: [ended], states: [{ ...state, alert: null, state: null }] })],
      enqueue,
    )
    expect(await store.open('wall')).toEqual([])
    expect(await store.states('wall')).toEqual([])
    expect(await store.log(all)).toEqual([ended])
  })

  it('writes nothing when the notices cannot be queued', async (context) => {
    const store = createAlertStore(await engine.open(context))
    const notices = [{} as JournalEntry['notices'][number]]
    const failing = () => Promise.reject(new Error('no'))
    await expect(store.write([entry({ opened: [alert('1')], notices })], failing)).rejects.toThrow('no')
    expect(await store.log(all)).toEqual([])
  })

  it('lists newest first what was open in a span, by rule, entity and level', async (context) => {
    const store = createAlertStore(await engine.open(context))
    const opened = [
      alert('1', { endedAt: at + 10 }),
      alert('2', { firedAt: at + 1, level: 'critical', rule: 'b' }),
      alert('3', { firedAt: at + 2, org: '2' }),
      alert('4', { firedAt: at + 2, scope: 'other' }),
      alert('5', { firedAt: at + 1 }),
    ]
    await store.write([entry({ opened })], enqueue)
    const ids = async (changed: object) => (await store.log({ ...all, ...changed })).map(({ id }) => id)
    expect(await ids({})).toEqual(['5', '2', '1'])
    expect(await ids({ limit: 2 })).toEqual(['5', '2'])
    expect(await ids({ from: at + 11 })).toEqual(['5', '2'])
    expect(await ids({ to: at + 1 })).toEqual(['1'])
    expect(await ids({ rule: 'b' })).toEqual(['2'])
    expect(await ids({ subject: 'queue:5' })).toEqual(['5'])
    expect(await ids({ level: 'critical' })).toEqual(['2'])
  })

  it('forgets old alerts with their events, and leaves out damaged ones', async (context) => {
    const db = await engine.open(context)
    const store = createAlertStore(db)
    const opened = [alert('1', { endedAt: at }), alert('2', { firedAt: at + 1 })]
    await store.write([entry({ opened, events: [event('1', 0), event('2', 0)] })], enqueue)
    await store.forget(at + 1)
    expect(await store.log(all)).toEqual([opened[1]])
    expect((await store.events(['1', '2'])).get('1')).toEqual([])
    await db.updateTable('alerts').set({ document: '[[' }).execute()
    expect(await store.log(all)).toEqual([])
  })

  it('opens an alert once when two nodes write the same start at once', async (context) => {
    const nodes = (await engine.openTwice(context)).map(createAlertStore)
    await Promise.all(
      nodes.map((store, node) =>
        store.write([entry({ opened: [alert(`${node}`, { subject: 'queue:1' })] })], enqueue),
      ),
    )
    expect(await nodes[0]?.open('wall')).toHaveLength(1)
  })
})
