import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dateFrame, domainOffsetMs, unknownFive9Clock, type Five9Clock } from './five9-clock-state.ts'

const start = Date.UTC(2026, 10, 26)
const hour = 3_600_000

/** A line of frames from a domain whose clock is off by `skewMs`, each received `delayMs` after it was stamped. */
function createLine(skewMs = 0) {
  let state: Five9Clock = unknownFive9Clock
  let now = start
  return {
    step: (ms: number) => {
      skewMs += ms
    },
    /** The error of the date that the next frame gets, in milliseconds: negative is too old. */
    frame(delayMs = 20, afterMs = 1_000) {
      now += afterMs
      const dating = dateFrame(state, { receivedAt: now, timeStamp: now - delayMs + skewMs })
      state = dating.state
      return { error: dating.asOf - (now - delayMs), asOf: dating.asOf, corrections: dating.corrections }
    },
    stamp(timeStamp: number | null) {
      now += 1_000
      const dating = dateFrame(state, { receivedAt: now, timeStamp })
      state = dating.state
      return dating.asOf - now
    },
    offsetError: () => (domainOffsetMs(state) ?? Number.NaN) + skewMs,
  }
}

describe(dateFrame, () => {
  it('takes the smallest delay as the clock offset, and dates a late frame back', () => {
    const line = createLine(-hour)
    expect(line.frame(20).error).toBe(20)
    expect(line.frame(1_500).error).toBe(20)
    expect(line.frame(9_000).error).toBe(20)
    expect(line.offsetError()).toBe(20)
  })

  it.each([-hour, -30_000, -5_000, 5_000, 30_000, hour])(
    'follows a clock that was set by %s ms within two frames, and corrects wrong dates',
    (ms) => {
      const line = createLine()
      for (let i = 0; i < 60; i += 1) line.frame()
      line.step(ms)
      const first = line.frame()
      const second = line.frame()
      expect(Math.abs(second.error)).toBeLessThan(100)
      expect(Math.abs(line.offsetError())).toBeLessThan(100)
      if (Math.abs(first.error) > 100) {
        const right = second.corrections.get(first.asOf) ?? Number.NaN
        expect(Math.abs(right - (first.asOf - first.error))).toBeLessThan(100)
      }
    },
  )

  it('does not treat frames that were delayed together as a clock that was set', () => {
    const line = createLine()
    for (let i = 0; i < 10; i += 1) line.frame()
    line.frame(30_000, 30_000)
    for (let i = 1; i < 30; i += 1) expect(line.frame(30_000 - i * 5, 5).error).toBeLessThanOrEqual(20)
    expect(line.frame().error).toBe(20)
    expect(line.offsetError()).toBeLessThanOrEqual(20)
  })

  it.each([1, 1e15, null, -1, start - 40 * 365 * 24 * hour])(
    '[row 14] ignores the implausible time stamp %s',
    (stamp) => {
      const line = createLine()
      for (let i = 0; i < 5; i += 1) line.frame()
      for (let i = 0; i < 10; i += 1) expect(line.stamp(stamp)).toBe(0)
      expect(line.frame().error).toBe(20)
      expect(line.offsetError()).toBe(20)
    },
  )

  it.each([1, 1e15])('starts with the first plausible time stamp, after %s', (stamp) => {
    const line = createLine(hour)
    line.stamp(stamp)
    expect(line.frame().error).toBe(20)
    expect(line.offsetError()).toBe(20)
  })

  it('recovers from a connection whose first time stamp is of another year', () => {
    const line = createLine()
    line.stamp(start - 365 * 24 * hour)
    for (let i = 0; i < 4; i += 1) line.frame()
    expect(line.frame().error).toBe(20)
    expect(line.offsetError()).toBe(20)
  })

  it('dates no frame later than it was received or more than a minute before, for any time stamps', () => {
    const stamp = fc.oneof(
      fc.integer({ min: -100_000, max: 100_000 }).map((ms) => start + ms),
      fc.double(),
      fc.constant(null),
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(stamp, fc.nat(5_000))), (frames) => {
        let [state, receivedAt] = [unknownFive9Clock, start]
        for (const [timeStamp, afterMs] of frames) {
          receivedAt += afterMs
          const dating = dateFrame(state, {
            receivedAt,
            timeStamp: Number.isNaN(timeStamp) ? null : timeStamp,
          })
          state = dating.state
          expect(dating.asOf).toBeLessThanOrEqual(receivedAt)
          expect(dating.asOf).toBeGreaterThanOrEqual(receivedAt - 60_000)
        }
      }),
    )
  })
})
