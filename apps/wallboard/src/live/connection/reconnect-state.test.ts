import { describe, expect, it } from 'vitest'
import { failureCountAfter, isDead, reconnectPauseMs } from './reconnect-state.ts'

describe(isDead, () => {
  it.each([
    [true, 2_499, false],
    [true, 2_500, true],
    [false, 2_500, false],
    [false, 10_000, true],
  ])('open: %s, silent for %i ms: %s', (isOpen, silenceMs, expected) => {
    expect(isDead({ isOpen, silenceMs })).toBe(expected)
  })

  it('allows a proxy to delay the first messages for as long as a connection may take to open', () => {
    expect(isDead({ isOpen: true, hasReceived: false, silenceMs: 9_999 })).toBe(false)
    expect(isDead({ isOpen: true, hasReceived: false, silenceMs: 10_000 })).toBe(true)
  })
})

describe(failureCountAfter, () => {
  it('counts a short connection as a failed attempt, and starts again after a stable one', () => {
    const lived = [undefined, 0, 2_500, 9_999]
    expect(lived.reduce<number>((failures, livedMs) => failureCountAfter(failures, livedMs), 0)).toBe(4)
    expect(failureCountAfter(4, 10_000)).toBe(0)
  })
})

describe(reconnectPauseMs, () => {
  it('starts at half a second to a second', () => {
    expect([reconnectPauseMs(0, 0), reconnectPauseMs(0, 1)]).toEqual([500, 1_000])
  })

  it('doubles up to ten seconds and stays there', () => {
    expect([1, 2, 3, 4, 100_000].map((attempts) => reconnectPauseMs(attempts, 1))).toEqual([
      2_000, 4_000, 8_000, 10_000, 10_000,
    ])
  })

  it('[R15] stays below two seconds while servers send the page to another one', () => {
    expect([0, 1, 2, 3, 100_000].map((attempts) => reconnectPauseMs(attempts, 1, true))).toEqual([
      1_000, 2_000, 2_000, 2_000, 2_000,
    ])
  })
})
