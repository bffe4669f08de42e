import { describe, expect, it } from 'vitest'
import { alertDismissed, alertReceived, type Five9Alert } from './five9-alerts-state.ts'

const alert = (id: string, at: number): Five9Alert => ({ campaign: { id, name: `Campaign ${id}` }, at })
const unnamed: Five9Alert = { campaign: null, at: 9 }

describe('alerts of Five9', () => {
  it('are shown newest first, one for each campaign', () => {
    const alerts = [alert('1', 1), alert('2', 2), alert('1', 3), unnamed].reduce(alertReceived, [])
    expect(alerts).toEqual([unnamed, alert('1', 3), alert('2', 2)])
  })

  it('are at most five: the oldest is dropped', () => {
    const alerts = ['1', '2', '3', '4', '5', '6'].map((id) => alert(id, 1)).reduce(alertReceived, [])
    expect(alerts.map(({ campaign }) => campaign?.id)).toEqual(['6', '5', '4', '3', '2'])
  })

  it('can be dismissed one by one', () => {
    const alerts = [alert('1', 1), unnamed].reduce(alertReceived, [])
    expect(alertDismissed(alerts, alert('1', 1))).toEqual([unnamed])
    expect(alertDismissed(alerts, unnamed)).toEqual([alert('1', 1)])
  })
})
