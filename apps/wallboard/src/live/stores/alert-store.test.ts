import {
  evaluateAlerts,
  initialAlertState,
  levelsByQueue,
  rulesOf,
  type EvaluatedTile,
  type Measured,
} from '@wallboard/boards'
import { describe, expect, it } from 'vitest'
import { createAlertStore } from './alert-store.ts'

const rules = rulesOf([
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

/** A store, and the evaluation of tiles that it keeps the result of. */
function createAlerts() {
  const store = createAlertStore()
  const evaluate = (tiles: readonly EvaluatedTile[], now: number) => {
    const { state, alerts } = evaluateAlerts(store.state()?.alerts ?? initialAlertState, tiles, now)
    store.evaluated({ state: { alerts: state }, alerts, levels: levelsByQueue(alerts) })
  }
  return { ...store, evaluate }
}

describe(createAlertStore, () => {
  it('shows the worst exceeded threshold of a tile', () => {
    const store = createAlerts()
    store.evaluate([tile('a', 6), tile('b', 12), tile('c', 1)], 1_000)
    expect(['a', 'b', 'c'].map((key) => store.alertOf(key).getState().level)).toEqual([
      'warn',
      'critical',
      'none',
    ])
  })

  it('lists alerts by level, then by age', () => {
    const store = createAlerts()
    store.evaluate([tile('a', 6)], 1_000)
    store.evaluate([tile('a', 6), tile('b', 6), tile('c', 12)], 2_000)
    expect(store.active.getState().list.map(({ key }) => key)).toEqual(['c', 'a', 'b'])
    expect(store.active.getState().list[1]).toMatchObject({ name: 'Queue a', value: 6, since: 1_000 })
  })

  it('notifies only the tiles whose alert changed', () => {
    const store = createAlerts()
    store.evaluate([tile('a', 6), tile('b', 6)], 1_000)
    let woken = 0
    store.alertOf('a').subscribe(() => (woken += 1))
    store.evaluate([tile('a', 7), tile('b', 12)], 2_000)
    expect(woken).toBe(0)
    store.evaluate([tile('a', 12), tile('b', 12)], 3_000)
    expect(woken).toBe(1)
  })

  it('neither starts nor ends an alert on figures that are not live, and ends one with too few calls', () => {
    const store = createAlerts()
    store.evaluate([tile('a', 12, false)], 1_000)
    expect(store.active.getState().list).toEqual([])
    store.evaluate([tile('a', 12)], 2_000)
    store.evaluate([tile('a', 0, false)], 3_000)
    expect(store.alertOf('a').getState().level).toBe('critical')
    store.evaluate([tile('a', 'insufficient-data')], 4_000)
    expect(store.alertOf('a').getState().level).toBe('none')
  })

  it('drops tiles that are no longer evaluated, and everything for another board', () => {
    const store = createAlerts()
    store.evaluate([tile('a', 12)], 1_000)
    store.evaluate([], 2_000)
    expect(store.alertOf('a').getState().level).toBe('none')
    store.evaluate([tile('a', 12)], 3_000)
    store.reset()
    expect(store.active.getState().list).toEqual([])
  })

  it('starts again when a tile gets another subject or another threshold', () => {
    const store = createAlerts()
    const slow = rulesOf([{ metric: 'callsInQueue', level: 'warn', when: 'above', value: 5 }])
    store.evaluate([tile('a', 12)], 1_000)
    store.evaluate([{ ...tile('a', 12), subject: 'b', rules: slow }], 2_000)
    expect(store.active.getState().list).toEqual([])
    store.evaluate([tile('a', 12)], 3_000)
    store.evaluate([{ ...tile('a', 12), rules: slow }], 4_000)
    expect(store.active.getState().list).toEqual([])
  })

  it('shows the new name of a queue that is renamed during an alert', () => {
    const store = createAlerts()
    store.evaluate([tile('a', 12)], 1_000)
    store.evaluate([{ ...tile('a', 12), name: 'Sales' }], 2_000)
    expect(store.active.getState().list[0]).toMatchObject({ name: 'Sales', since: 1_000 })
  })

  it('does not treat a figure that may be larger as low', () => {
    const store = createAlerts()
    const low = rulesOf([
      { metric: 'agentsInQueue', level: 'warn', when: 'below', value: 5, onDelay: 0, offDelay: 0 },
    ])
    store.evaluate([{ ...tile('a', { value: 1, isAtLeast: true }), rules: low }], 1_000)
    expect(store.active.getState().list).toEqual([])
    store.evaluate([{ ...tile('a', { value: 1, isAtLeast: false }), rules: low }], 2_000)
    expect(store.active.getState().list).toHaveLength(1)
  })
})
