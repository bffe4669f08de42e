import { queueRules } from '@wallboard/boards'
import { describe, expect, it } from 'vitest'
import { evaluateAlerts, type Measured, type EvaluatedTile } from './alert-evaluation.ts'
import { createAlertStore } from './alert-store.ts'

const rules = queueRules([
  { metric: 'callsInQueue', level: 'warn', when: 'above', value: 5, onDelay: 0, offDelay: 0 },
  { metric: 'callsInQueue', level: 'critical', when: 'above', value: 9, onDelay: 0, offDelay: 0 },
])
const tile = (key: string, value: Measured, isLive = true): EvaluatedTile => ({
  key,
  subject: key,
  name: `Queue ${key}`,
  rules,
  isLive,
  figure: () => value,
})

/** A store with what judges for it. */
function createAlerts() {
  const store = createAlertStore()
  const judge = (watched: readonly EvaluatedTile[], now: number) => {
    evaluateAlerts(store, watched, now)
  }
  return { ...store, judge }
}

describe(createAlertStore, () => {
  it('shows the worst threshold of a tile that holds', () => {
    const store = createAlerts()
    store.judge([tile('a', 6), tile('b', 12), tile('c', 1)], 1_000)
    expect(['a', 'b', 'c'].map((key) => store.alertOf(key).getState().level)).toEqual([
      'warn',
      'critical',
      'none',
    ])
  })

  it('lists the worst first, then the oldest', () => {
    const store = createAlerts()
    store.judge([tile('a', 6)], 1_000)
    store.judge([tile('a', 6), tile('b', 6), tile('c', 12)], 2_000)
    expect(store.alarms.getState().list.map(({ key }) => key)).toEqual(['c', 'a', 'b'])
    expect(store.alarms.getState().list[1]).toMatchObject({ name: 'Queue a', value: 6, since: 1_000 })
  })

  it('wakes only the tiles whose alarm changed', () => {
    const store = createAlerts()
    store.judge([tile('a', 6), tile('b', 6)], 1_000)
    let woken = 0
    store.alertOf('a').subscribe(() => (woken += 1))
    store.judge([tile('a', 7), tile('b', 12)], 2_000)
    expect(woken).toBe(0)
    store.judge([tile('a', 12), tile('b', 12)], 3_000)
    expect(woken).toBe(1)
  })

  it('neither starts nor ends an alarm by figures that are not live, and ends one of few calls', () => {
    const store = createAlerts()
    store.judge([tile('a', 12, false)], 1_000)
    expect(store.alarms.getState().list).toEqual([])
    store.judge([tile('a', 12)], 2_000)
    store.judge([tile('a', 0, false)], 3_000)
    expect(store.alertOf('a').getState().level).toBe('critical')
    store.judge([tile('a', 'insufficient-data')], 4_000)
    expect(store.alertOf('a').getState().level).toBe('none')
  })

  it('forgets tiles that are no longer watched, and everything for another board', () => {
    const store = createAlerts()
    store.judge([tile('a', 12)], 1_000)
    store.judge([], 2_000)
    expect(store.alertOf('a').getState().level).toBe('none')
    store.judge([tile('a', 12)], 3_000)
    store.reset()
    expect(store.alarms.getState().list).toEqual([])
  })

  it('begins anew where another subject or another limit takes the place of a tile', () => {
    const store = createAlerts()
    const slow = queueRules([{ metric: 'callsInQueue', level: 'warn', when: 'above', value: 5 }])
    store.judge([tile('a', 12)], 1_000)
    store.judge([{ ...tile('a', 12), subject: 'b', rules: slow }], 2_000)
    expect(store.alarms.getState().list).toEqual([])
    store.judge([tile('a', 12)], 3_000)
    store.judge([{ ...tile('a', 12), rules: slow }], 4_000)
    expect(store.alarms.getState().list).toEqual([])
  })

  it('tells the new name of a queue that was renamed while in alarm', () => {
    const store = createAlerts()
    store.judge([tile('a', 12)], 1_000)
    store.judge([{ ...tile('a', 12), name: 'Sales' }], 2_000)
    expect(store.alarms.getState().list[0]).toMatchObject({ name: 'Sales', since: 1_000 })
  })

  it('does not take a figure that may be larger for a low one', () => {
    const store = createAlerts()
    const low = queueRules([
      { metric: 'agentsInQueue', level: 'warn', when: 'below', value: 5, onDelay: 0, offDelay: 0 },
    ])
    store.judge([{ ...tile('a', { value: 1, isAtLeast: true }), rules: low }], 1_000)
    expect(store.alarms.getState().list).toEqual([])
    store.judge([{ ...tile('a', { value: 1, isAtLeast: false }), rules: low }], 2_000)
    expect(store.alarms.getState().list).toHaveLength(1)
  })
})
