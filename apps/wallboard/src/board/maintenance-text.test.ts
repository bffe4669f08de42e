import type { Maintenance } from '@wallboard/relay'
import { describe, expect, it } from 'vitest'
import { maintenanceText } from './maintenance-text.ts'

const startsAt = Date.UTC(2026, 10, 26, 14, 5)
const announced: Maintenance = { phase: 'announced', startsAt, until: startsAt + 3_600_000 }
const at = (maintenance: Maintenance, minutesBefore: number) =>
  maintenanceText(maintenance, { serverNow: startsAt - minutesBefore * 60_000, wallOffsetMs: 0 }, 'UTC')

describe(maintenanceText, () => {
  it('counts down to the start in whole minutes, with the time of day', () => {
    expect([600, 125.5, 60, 10, 9.01, 0.5].map((minutes) => at(announced, minutes))).toEqual([
      'Five9 maintenance in 10 h 00, at 14:05',
      'Five9 maintenance in 2 h 06, at 14:05',
      'Five9 maintenance in 1 h 00, at 14:05',
      'Five9 maintenance in 10 min, at 14:05',
      'Five9 maintenance in 10 min, at 14:05',
      'Five9 maintenance in 1 min, at 14:05',
    ])
  })

  it('does not claim a start that Five9 has not reported', () => {
    expect(at(announced, 0)).toBe('Five9 maintenance was announced for 14:05')
    expect(at({ ...announced, startsAt: null }, 10)).toBe('Five9 announced maintenance, without a time')
  })

  it('tells since when maintenance runs, and what that means', () => {
    expect(at({ ...announced, phase: 'started' }, -3)).toBe(
      'Five9 maintenance since 14:05: figures may stop for some minutes',
    )
  })

  it('uses the site’s zone and the server’s wall clock', () => {
    const clocks = { serverNow: startsAt - 600_000, wallOffsetMs: 120_000 }
    expect(maintenanceText(announced, clocks, 'Europe/Berlin')).toBe('Five9 maintenance in 10 min, at 15:07')
  })

  it('ends at its end, whatever Five9 reports', () => {
    expect(at(announced, -60)).toBeUndefined()
    expect(at({ ...announced, phase: 'started' }, -60)).toBeUndefined()
  })
})
