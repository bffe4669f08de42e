import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { frameArrived, unknownOwnerClock } from './owner-clock-state.ts'

/** The owner's clock is `apart` ahead of the follower's; Redis is an hour ahead of the owner. */
const frame = (apart: number, sentAt: number, delayMs: number, stepMs = 0) => ({
  ...{ at: sentAt, receivedAt: sentAt - apart + delayMs },
  ownerToRedisMs: 3_600_000,
  selfToRedisMs: 3_600_000 + apart + stepMs,
})

describe(frameArrived, () => {
  it('converts instants between two monotonic clocks, however long each frame takes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e9, max: 1e9 }),
        fc.array(fc.nat({ max: 10_000 }), { minLength: 1, maxLength: 40 }),
        (apart, delays) => {
          let clock = unknownOwnerClock
          for (const [index, delay] of delays.entries())
            clock = frameArrived(clock, frame(apart, index * 1_000, delay))
          expect(clock.offsetMs).toBe(0 - apart)
        },
      ),
    )
  })

  it('never dates data later than its arrival while only one node has measured a clock that was set', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e7, max: 1e7 }), fc.nat({ max: 500 }), (stepMs, delay) => {
        const received = frame(5_000, 1_000, delay, stepMs)
        const { offsetMs = NaN } = frameArrived(unknownOwnerClock, received)
        expect(received.at + offsetMs).toBeLessThanOrEqual(received.receivedAt)
      }),
    )
  })

  it('keeps its estimate while the others differ by noise, and follows a larger difference', () => {
    const first = frameArrived(unknownOwnerClock, frame(0, 1_000, 100))
    const noisy = frameArrived(first, { ...frame(0, 2_000, 100), selfToRedisMs: 3_600_020 })
    expect(noisy.offsetMs).toBe(0)
    const moved = frameArrived(noisy, { ...frame(0, 3_000, 100), selfToRedisMs: 3_600_080 })
    expect(moved.offsetMs).toBe(-80)
  })
})
