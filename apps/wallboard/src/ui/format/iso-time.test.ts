import { describe, expect, it } from 'vitest'
import { isoWithOffset } from './iso-time.ts'

describe(isoWithOffset, () => {
  it.each([
    [60, '2026-11-26T11:42:13+01:00'],
    [0, '2026-11-26T10:42:13+00:00'],
    [-210, '2026-11-26T07:12:13-03:30'],
    [330, '2026-11-26T16:12:13+05:30'],
  ])('writes local time and its distance from UTC: %i min', (offset, text) => {
    expect(isoWithOffset(Date.UTC(2026, 10, 26, 10, 42, 13, 700), offset)).toBe(text)
  })
})
