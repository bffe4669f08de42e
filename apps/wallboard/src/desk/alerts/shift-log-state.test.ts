import { describe, expect, it } from 'vitest'
import { halfHoursOf, recordedShareOf, printedAlerts } from './shift-log-state.ts'
import { samplePastAlert } from './sample-past-alert.ts'

const minute = 60_000

describe(halfHoursOf, () => {
  it('counts each alert once, also on the border of two half-hours, and averages what was recorded', () => {
    const alerts = [0, 30 * minute, 59 * minute].map((firedAt, index) =>
      samplePastAlert({ id: `${index}`, firedAt }),
    )
    const halves = halfHoursOf({ from: 0, to: 75 * minute, alerts }, [
      [0, 2],
      [minute, 4],
      [70 * minute, 7],
    ])
    expect(halves).toEqual([
      { at: 0, fired: 1, waiting: 3, peakWaiting: 4 },
      { at: 30 * minute, fired: 2, waiting: undefined, peakWaiting: undefined },
      { at: 60 * minute, fired: 0, waiting: 7, peakWaiting: 7 },
    ])
  })
})

describe(printedAlerts, () => {
  it('prefers critical, then unacknowledged, then long alerts', () => {
    const taken = { acknowledgedAt: 5 }
    const alerts = [
      samplePastAlert({ id: 'warn long', level: 'warn', endedAt: 999_000 }),
      samplePastAlert({ id: 'warn', level: 'warn' }),
      samplePastAlert({ id: 'critical taken', ...taken }),
      samplePastAlert({ id: 'critical' }),
      samplePastAlert({ id: 'critical running', endedAt: null }),
      samplePastAlert({ id: 'warn taken', level: 'warn', ...taken, endedAt: null }),
    ]
    const order = ['critical running', 'critical', 'critical taken', 'warn long', 'warn', 'warn taken']
    for (const max of [0, 1, 2, 3, 4, 5, 6])
      expect([...printedAlerts(alerts, max)]).toEqual(order.slice(0, max))
  })
})

describe(recordedShareOf, () => {
  it('counts time without a record as not live, and a shift without any as unknown', () => {
    const of = { dataSource: 'ACD_STATUS', liveMs: 60, knownMs: 80, unknownMs: 20 }
    expect(recordedShareOf([of], 'ACD_STATUS')).toEqual({ live: 0.6, unknownMs: 20 })
    expect(recordedShareOf([{ ...of, liveMs: 80, unknownMs: 0 }], 'ACD_STATUS')).toMatchObject({ live: 1 })
    expect(recordedShareOf([of], 'AGENT_STATE').live).toBeUndefined()
  })
})
