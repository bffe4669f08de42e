import { describe, expect, it } from 'vitest'
import { localDate } from './local-date-state.ts'

describe(localDate, () => {
  it('is the date in the time zone, whatever the zone of the browser', () => {
    const at = Date.parse('2026-01-01T03:30:00Z')
    expect(localDate(at, 'UTC')).toBe('2026-01-01')
    expect(localDate(at, 'America/New_York')).toBe('2025-12-31')
    expect(localDate(at, 'Asia/Kolkata')).toBe('2026-01-01')
  })
})
