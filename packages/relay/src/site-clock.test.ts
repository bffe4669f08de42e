import { afterEach, describe, expect, it, vi } from 'vitest'
import { minutesOf, siteClock } from './site-clock.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

function countFormatters(): () => number {
  let created = 0
  class Counted extends Intl.DateTimeFormat {
    constructor(...parameters: ConstructorParameters<typeof Intl.DateTimeFormat>) {
      super(...parameters)
      created += 1
    }
  }
  vi.stubGlobal('Intl', { DateTimeFormat: Counted })
  return () => created
}

describe(siteClock, () => {
  it('creates one formatter for a zone, however often its clock is read', () => {
    const created = countFormatters()
    const midnight = Date.UTC(2026, 10, 26)
    for (let minute = 0; minute < 1_000; minute += 1) {
      const now = midnight + minute * 60_000
      expect(siteClock('Asia/Kathmandu', now).minutes).toBe((minute + 345) % 1_440)
      expect(siteClock('Pacific/Apia', now).minutes).toBe((minute + 780) % 1_440)
    }
    expect(created()).toBe(2)
  })

  it('refuses an unknown zone each time', () => {
    for (let read = 0; read < 2; read += 1) expect(() => siteClock('Mars/Olympus', 0)).toThrow(RangeError)
  })
})

describe(minutesOf, () => {
  it('counts the minutes since midnight', () => {
    expect(['00:00', '08:30', '23:59'].map(minutesOf)).toEqual([0, 510, 1_439])
  })
})
