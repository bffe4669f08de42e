import type { Five9Event } from '@wallboard/five9/events'
import { describe, expect, it } from 'vitest'
import { maintenanceAfter, maintenanceAfterConnect } from './maintenance-state.ts'

const context = {
  ...{ eventReason: null, messageId: null, userId: null, correlationId: null },
  ...{ userName: null, timeStamp: null, tenantId: null, broadCast: null },
}
const event = (eventId: string, payLoad: unknown = null): Five9Event => ({
  context: { ...context, eventId },
  payLoad,
})
const hourMs = 3_600_000

describe(maintenanceAfter, () => {
  it.each([[600_000], ['600000']])('starts after the milliseconds of the announcement: %o', (payLoad) => {
    expect(maintenanceAfter(undefined, event('37', payLoad), 1_000)).toEqual({
      phase: 'announced',
      startsAt: 601_000,
      until: 601_000 + hourMs,
    })
  })

  it.each([[null], [{ text: 'Ada Lovelace' }], [-1], [1e300], ['soon']])(
    'has no start when the announcement holds none that can be believed: %o',
    (payLoad) => {
      expect(maintenanceAfter(undefined, event('37', payLoad), 1_000)).toEqual({
        phase: 'announced',
        startsAt: null,
        until: 1_000 + 24 * hourMs,
      })
    },
  )

  it('replaces an announcement by the next one, and by the start', () => {
    const first = maintenanceAfter(undefined, event('37', 60_000), 0)
    expect(maintenanceAfter(first, event('37', 120_000), 0)).toMatchObject({ startsAt: 120_000 })
    expect(maintenanceAfter(first, event('70'), 5)).toMatchObject({ phase: 'started', startsAt: 5 })
  })

  it('is over after event 73, and unchanged after all others', () => {
    const started = maintenanceAfter(undefined, event('70'), 0)
    expect(maintenanceAfter(started, event('73'), 1)).toBeUndefined()
    for (const id of ['1001', '1002', '5000', '5012'])
      expect(maintenanceAfter(started, event(id), 1)).toBe(started)
  })
})

describe(maintenanceAfterConnect, () => {
  it('ends what has started or should have, and leaves what is still to come', () => {
    const announced = maintenanceAfter(undefined, event('37', 60_000), 0)
    expect(maintenanceAfterConnect(announced, 59_999)).toBe(announced)
    expect(maintenanceAfterConnect(announced, 60_000)).toBeUndefined()
    expect(maintenanceAfterConnect(maintenanceAfter(undefined, event('70'), 0), 1)).toBeUndefined()
    const undated = maintenanceAfter(undefined, event('37'), 0)
    expect(maintenanceAfterConnect(undated, 60_000)).toBe(undated)
  })
})
