import { describe, expect, it } from 'vitest'
import { isDead, reconnectPauseMs } from './reconnect-state.ts'

describe(isDead, () => {
  it.each([
    [true, 2_499, false],
    [true, 2_500, true],
    [false, 2_500, false],
    [false, 10_000, true],
  ])('open: %s, silent for %i ms: %s', (isOpen, silenceMs, expected) => {
    expect(isDead({ isOpen, silenceMs })).toBe(expected)
  })
})

describe(reconnectPauseMs, () => {
  it('starts at half a second to a second', () => {
    expect([reconnectPauseMs(0, 0), reconnectPauseMs(0, 1)]).toEqual([500, 1_000])
  })

  it('doubles up to ten seconds and stays there for ever', () => {
    expect([1, 2, 3, 4, 100_000].map((attempts) => reconnectPauseMs(attempts, 1))).toEqual([
      2_000, 4_000, 8_000, 10_000, 10_000,
    ])
  })
})
