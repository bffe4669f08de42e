import { describe, expect, it } from 'vitest'
import { minutesToShiftEnd, shiftMinutes } from './shift-state.ts'

describe(minutesToShiftEnd, () => {
  it.each([
    ['in the afternoon', '18:00', 14 * 60, 240],
    ['over midnight', '06:00', 23 * 60, 420],
    ['with a part of a minute', '18:00', 17 * 60 + 58.5, 2],
    ['within the last minute', '18:00', 18 * 60 - 0.5, undefined],
    ['later than a snooze may last', '18:00', 8 * 60, undefined],
    ['after the end of today’s shift', '18:00', 18 * 60 + 1, undefined],
    ['without a time', '', 600, undefined],
  ])('%s', (_case, to, now, minutes) => {
    expect(minutesToShiftEnd({ from: '08:00', to }, now)).toBe(minutes)
  })
})

describe(shiftMinutes, () => {
  it.each([
    ['08:00', '18:00', 600],
    ['22:00', '06:00', 480],
    ['06:00', '06:00', 1_440],
    ['', '06:00', undefined],
  ])('%s to %s', (from, to, minutes) => {
    expect(shiftMinutes({ from, to })).toBe(minutes)
  })
})
