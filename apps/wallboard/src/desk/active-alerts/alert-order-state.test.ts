import { describe, expect, it } from 'vitest'
import {
  byUrgency,
  canAcknowledge,
  canUndo,
  highestLevel,
  isActive,
  isOnWalls,
  needsAction,
} from './alert-order-state.ts'
import { sampleAlert } from './sample-alert.ts'

const acknowledged = { by: 'sam', at: 1_000, note: null, until: null }

describe(byUrgency, () => {
  it('puts what needs action first, critical before warn, then the oldest', () => {
    const alerts = [
      sampleAlert({ id: 'pending', state: 'pending', level: 'critical' }),
      sampleAlert({ id: 'snoozed', state: 'snoozed', level: 'critical' }),
      sampleAlert({ id: 'acknowledged', state: 'acknowledged', level: 'critical', acknowledged }),
      sampleAlert({ id: 'new warn', level: 'warn', since: 2 }),
      sampleAlert({ id: 'old warn', level: 'warn', since: 1 }),
      sampleAlert({ id: 'recovering warn', state: 'recovering', level: 'warn', since: 0 }),
      sampleAlert({ id: 'no data', state: 'no-data', level: 'critical' }),
      sampleAlert({ id: 'critical', level: 'critical', since: 9 }),
    ]
    const order = [
      'critical',
      'recovering warn',
      'old warn',
      'new warn',
      'acknowledged',
      'no data',
      'snoozed',
    ]
    expect(byUrgency(alerts).map(({ id }) => id)).toEqual([...order, 'pending'])
    expect(byUrgency([...alerts].reverse()).map(({ id }) => id)).toEqual([...order, 'pending'])
  })

  it('leaves the list that it got alone', () => {
    const alerts = [sampleAlert({ id: 'b', since: 2 }), sampleAlert({ id: 'a', since: 1 })]
    byUrgency(alerts)
    expect(alerts.map(({ id }) => id)).toEqual(['b', 'a'])
  })
})

describe('an alert', () => {
  it('needs action while it fires, and while it recovers without an acknowledgement', () => {
    expect(needsAction(sampleAlert({}))).toBe(true)
    expect(needsAction(sampleAlert({ state: 'recovering' }))).toBe(true)
    expect(needsAction(sampleAlert({ state: 'recovering', acknowledged }))).toBe(false)
    expect(needsAction(sampleAlert({ state: 'acknowledged', acknowledged }))).toBe(false)
    expect(needsAction(sampleAlert({ state: 'pending' }))).toBe(false)
  })

  it('is acknowledged once, also while its source sends nothing, and not before it fires', () => {
    expect(canAcknowledge(sampleAlert({}))).toBe(true)
    expect(canAcknowledge(sampleAlert({ state: 'no-data' }))).toBe(true)
    expect(canAcknowledge(sampleAlert({ state: 'no-data', acknowledged }))).toBe(false)
    expect(canAcknowledge(sampleAlert({ state: 'pending' }))).toBe(false)
    expect(canAcknowledge(sampleAlert({ state: 'snoozed' }))).toBe(false)
  })

  it('is on the walls while it fires, is acknowledged or recovers', () => {
    const states = [
      'pending',
      'firing',
      'acknowledged',
      'recovering',
      'suppressed',
      'snoozed',
      'no-data',
    ] as const
    expect(states.filter((state) => isOnWalls({ state }))).toEqual(['firing', 'acknowledged', 'recovering'])
  })

  it('has an acknowledgement that its author can undo for ten seconds', () => {
    expect(canUndo({ acknowledged }, 'sam', 10_999)).toBe(true)
    expect(canUndo({ acknowledged }, 'sam', 11_000)).toBe(false)
    expect(canUndo({ acknowledged }, 'jordan', 1_001)).toBe(false)
    expect(canUndo({ acknowledged: null }, 'sam', 0)).toBe(false)
  })
})

describe(isActive, () => {
  it('counts an alert without data, and none that is pending, snoozed or hidden', () => {
    const states = [
      'firing',
      'acknowledged',
      'recovering',
      'no-data',
      'pending',
      'snoozed',
      'suppressed',
    ] as const
    expect(states.filter((state) => isActive({ state }))).toEqual(states.slice(0, 4))
  })
})

describe(highestLevel, () => {
  it('is critical where one alert is', () => {
    expect(highestLevel([{ level: 'warn' }, { level: 'critical' }])).toBe('critical')
    expect(highestLevel([{ level: 'warn' }])).toBe('warn')
  })
})
