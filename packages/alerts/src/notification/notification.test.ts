import { describe, expect, it } from 'vitest'
import { floodOf } from './flood.ts'
import { groupSendAt, isGrouped, summarySendAt } from './grouping.ts'

describe(groupSendAt, () => {
  it('waits 15 seconds for the first group, and a minute between groups', () => {
    expect(groupSendAt(100_000, undefined)).toBe(115_000)
    expect(groupSendAt(100_000, 95_000)).toBe(155_000)
    expect(groupSendAt(100_000, 40_000)).toBe(115_000)
  })

  it('is for starts and ends: what escalates is sent at once', () => {
    expect(
      (['alert.firing', 'alert.resolved', 'alert.escalated', 'alert.acknowledged'] as const).map(isGrouped),
    ).toEqual([...[true, true, false, false]])
  })
})

describe(summarySendAt, () => {
  const sent = (groupAt?: number, summaryAt?: number) => ({ groupAt, summaryAt })

  it('waits 15 seconds for the first summary, and a minute after a group', () => {
    expect(summarySendAt(100_000, sent(), 'warn')).toBe(115_000)
    expect(summarySendAt(100_000, sent(95_000), 'warn')).toBe(155_000)
  })

  it('waits five minutes after a summary, and a minute for a critical alert', () => {
    expect(summarySendAt(100_000, sent(95_000, 95_000), 'warn')).toBe(395_000)
    expect(summarySendAt(100_000, sent(95_000, 95_000), undefined)).toBe(395_000)
    expect(summarySendAt(100_000, sent(95_000, 95_000), 'critical')).toBe(155_000)
  })
})

describe(floodOf, () => {
  const alerts = (count: number, everyMs: number) =>
    Array.from({ length: count }, (_, index) => ({ at: index * everyMs, entity: `queue:${index % 5}` }))

  it('is more than ten alerts in ten minutes', () => {
    expect(floodOf(alerts(10, 1_000), 20_000)).toBeUndefined()
    expect(floodOf(alerts(14, 1_000), 20_000)).toEqual({ alerts: 14, entities: 5, since: 10_000 })
    expect(floodOf(alerts(100, 60_000), 100 * 60_000)).toBeUndefined()
  })

  it('ends when few enough are left of the last ten minutes', () => {
    expect(floodOf(alerts(14, 1_000), 602_999)).toMatchObject({ alerts: 11 })
    expect(floodOf(alerts(14, 1_000), 603_000)).toBeUndefined()
  })
})
