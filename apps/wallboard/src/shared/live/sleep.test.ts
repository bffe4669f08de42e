import { describe, expect, it } from 'vitest'
import { sleptMs } from './sleep-state.ts'

describe(sleptMs, () => {
  it.each([
    ['two looks a tick apart', 250, 250, 0],
    ['a page that stood still while both clocks ran', 75_000, 75_000, 0],
    ['a machine whose monotonic clock stood while it slept', 250, 75_250, 75_000],
    ['a time of day that is set back', 250, -3_599_750, 0],
    ['a time of day that is corrected by a little', 250, 700, 0],
  ])('%s', (_what, monotonic, wall, expected) => {
    expect(
      sleptMs({ monotonic: 1_000, wall: 50_000 }, { monotonic: 1_000 + monotonic, wall: 50_000 + wall }),
    ).toBe(expected)
  })
})
