import { describe, expect, it } from 'vitest'
import { attemptEnded, isDead, nextCheckMs, noFailedAttempts, reconnectPauseMs } from './reconnect-state.ts'

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

describe(nextCheckMs, () => {
  /** The instants of all checks until the second one in a row that finds the connection dead. */
  function checksOf(messages: readonly number[]): readonly number[] {
    const checks: number[] = []
    let isSuspect = false
    for (let now = 0; checks.length < 1_000;) {
      const heard = messages.filter((at) => at <= now)
      const silence = { isOpen: true, hasReceived: heard.length > 0, silenceMs: now - (heard.at(-1) ?? 0) }
      checks.push(now)
      if (isDead(silence) && isSuspect) return checks
      isSuspect = isDead(silence)
      now += nextCheckMs(silence)
    }
    return checks
  }

  it('checks a connection with a heartbeat each second less than once a second', () => {
    const heartbeats = Array.from({ length: 600 }, (_, second) => second * 1_000 + 300)
    expect(checksOf(heartbeats).filter((at) => at < 600_000).length).toBeLessThan(600)
  })

  it('[R7] finds a connection dead 200 ms after the maximum silence, whenever its last message came', () => {
    for (let lastAt = 0; lastAt < 2_500; lastAt += 37) {
      const deadAt = checksOf([0, lastAt]).at(-1) ?? NaN
      expect(deadAt - lastAt).toBe(2_700)
    }
  })

  it('looks in time at a connection whose first message comes late', () => {
    for (let firstAt = 1; firstAt < 9_000; firstAt += 101)
      expect((checksOf([firstAt]).at(-1) ?? NaN) - firstAt).toBe(2_700)
  })

  it('looks for a connection where there is none', () => {
    expect(nextCheckMs(undefined)).toBeLessThanOrEqual(2_500)
  })
})

describe(attemptEnded, () => {
  const afterLives = (lived: readonly (number | undefined)[], isRefused = false) =>
    lived.reduce((attempts, aliveMs) => attemptEnded(attempts, { isRefused, aliveMs }), noFailedAttempts)

  it('counts a short connection as a failed attempt, and starts again after a stable one', () => {
    expect(afterLives([undefined, 0, 2_500, 9_999])).toEqual({ failures: 4, refusals: 0 })
    expect(afterLives([0, 0, 10_000])).toEqual({ failures: 0, refusals: 0 })
  })

  it('[R15] counts no failure when a server sends the page to another one', () => {
    expect(afterLives([0, 0, 10_000], true)).toEqual({ failures: 0, refusals: 3 })
    const failed = attemptEnded(noFailedAttempts, { isRefused: false, aliveMs: 0 })
    expect(attemptEnded(failed, { isRefused: true, aliveMs: 0 })).toEqual({ failures: 1, refusals: 1 })
    const refused = afterLives([0, 0, 0], true)
    expect(attemptEnded(refused, { isRefused: false, aliveMs: 0 })).toEqual({ failures: 1, refusals: 0 })
  })
})

describe(reconnectPauseMs, () => {
  const afterFailures = (failures: number, random = 1) => reconnectPauseMs({ failures, refusals: 0 }, random)

  it('starts at half a second to a second', () => {
    expect([afterFailures(0, 0), afterFailures(1, 0), afterFailures(1)]).toEqual([500, 500, 1_000])
  })

  it('doubles up to ten seconds and stays there', () => {
    expect([2, 3, 4, 5, 100_000].map((failures) => afterFailures(failures))).toEqual([
      2_000, 4_000, 8_000, 10_000, 10_000,
    ])
  })

  it('[R15] stays below two seconds while servers send the page to another one', () => {
    const afterRefusals = (refusals: number) => reconnectPauseMs({ failures: 5, refusals }, 1)
    expect([1, 2, 3, 100_000].map(afterRefusals)).toEqual([1_000, 2_000, 2_000, 2_000])
  })
})
