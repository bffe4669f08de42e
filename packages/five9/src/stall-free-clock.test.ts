import { describe, expect, it } from 'vitest'
import { createStallFreeClock } from './stall-free-clock.ts'

describe(createStallFreeClock, () => {
  it('counts a stall of this process as one second, and other time in full', () => {
    let now = 5_000
    const stalls: number[] = []
    const clock = createStallFreeClock(
      () => now,
      (ms) => stalls.push(ms),
    )
    now += 900
    expect(clock()).toBe(5_900)
    now += 40_000
    expect(clock()).toBe(6_900)
    now += 250
    expect(clock()).toBe(7_150)
    expect(stalls).toEqual([39_000])
  })
})
