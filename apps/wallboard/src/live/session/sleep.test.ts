import { describe, expect, it } from 'vitest'
import { sleptSince } from './sleep-state.ts'

describe(sleptSince, () => {
  it.each([
    ['two looks a tick apart', 250, 250, 0],
    ['a page that stood still while both clocks ran', 75_000, 75_000, 0],
    ['a machine whose monotonic clock stood while it slept', 250, 75_250, 75_000],
    ['a time of day that is set back', 250, -3_599_750, 0],
    ['a time of day that is corrected by a little', 250, 700, 0],
  ])('%s', (_what, monotonic, wall, expected) => {
    const before = { monotonic: 1_000, wall: 50_000 }
    const now = { monotonic: 1_000 + monotonic, wall: 50_000 + wall }
    expect(sleptSince(before, now).sleptMs).toBe(expected)
  })

  it('[row 27, 50] adds up short sleeps, but not the drift of the clocks over hours', () => {
    const after = (steps: number, gainMs: number, stepMs: number) => {
      let before = { monotonic: 0, wall: 0 }
      let sleptMs = 0
      for (let step = 1; step <= steps; step += 1) {
        const found = sleptSince(before, { monotonic: step * stepMs, wall: step * (stepMs + gainMs) })
        sleptMs += found.sleptMs
        before = found.before
      }
      return sleptMs
    }
    expect(after(10, 400, 50)).toBeGreaterThanOrEqual(3_600)
    expect(after(40_000, 0.1, 250)).toBe(0)
  })
})
