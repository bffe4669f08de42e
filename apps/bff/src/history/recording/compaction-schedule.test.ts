import { describe, expect, it } from 'vitest'
import { createCompactionSchedule } from './compaction-schedule.ts'

const at = (iso: string): number => Date.parse(iso)

describe(createCompactionSchedule, () => {
  it('is due from 03:00 local time on, slice after slice, until nothing is left', () => {
    const schedule = createCompactionSchedule(at('2026-11-25T20:00:00Z'), 'Europe/Berlin')
    expect(schedule.isDue(at('2026-11-26T01:59:59Z'))).toBe(false)
    expect(schedule.isDue(at('2026-11-26T02:00:00Z'))).toBe(true)
    expect(schedule.isDue(at('2026-11-26T02:00:01Z'))).toBe(false)
    schedule.ended(true)
    expect(schedule.isDue(at('2026-11-26T02:00:02Z'))).toBe(true)
    schedule.ended(false)
    expect(schedule.isDue(at('2026-11-26T02:00:03Z'))).toBe(false)
    expect(schedule.isDue(at('2026-11-27T02:00:00Z'))).toBe(true)
  })
})
