import { describe, expect, it } from 'vitest'
import { formatSiteTime } from './wait.ts'
import { hourTicks, localHourOf } from './hour-ticks.ts'

const at = (iso: string) => Date.parse(iso)
const labels = (from: string, to: string, zone: string) =>
  hourTicks(at(from), at(to), zone).map((tick) => formatSiteTime(tick, zone))

describe(hourTicks, () => {
  it.each([
    ['UTC', ['09:00', '10:00', '11:00', '12:00']],
    ['Asia/Kolkata', ['15:00', '16:00', '17:00']],
    ['Asia/Kathmandu', ['15:00', '16:00', '17:00']],
    ['Europe/Berlin', ['10:00', '11:00', '12:00', '13:00']],
  ])('are full hours of the clock of %s', (zone, expected) => {
    expect(labels('2026-11-26T09:00:00Z', '2026-11-26T12:10:00Z', zone)).toEqual(expected)
  })

  it('are the same hours of each day, at most nine on a day', () => {
    expect(labels('2026-11-25T18:30:00Z', '2026-11-26T18:29:59Z', 'Asia/Kolkata')).toEqual([
      ...['00:00', '03:00', '06:00', '09:00', '12:00', '15:00', '18:00', '21:00'],
    ])
    const threeDays = labels('2026-11-23T18:30:00Z', '2026-11-26T18:30:00Z', 'Asia/Kolkata')
    expect(new Set(threeDays)).toEqual(new Set(['00:00', '12:00']))
    expect(threeDays).toHaveLength(7)
  })

  it('stay on full hours where the clock changes', () => {
    expect(labels('2026-10-24T22:00:00Z', '2026-10-25T22:59:59Z', 'Europe/Berlin')).toEqual([
      ...['00:00', '04:00', '08:00', '12:00', '16:00', '20:00'],
    ])
    expect(labels('2026-03-29T00:00:00Z', '2026-03-29T04:00:00Z', 'Europe/Berlin')).toEqual([
      ...['01:00', '03:00', '04:00', '05:00', '06:00'],
    ])
  })
})

it('finds the start of the local hour', () => {
  const start = (zone: string) => new Date(localHourOf(at('2026-11-26T10:42:13.500Z'), zone)).toISOString()
  expect(start('UTC')).toBe('2026-11-26T10:00:00.000Z')
  expect(start('Asia/Kolkata')).toBe('2026-11-26T10:30:00.000Z')
})
