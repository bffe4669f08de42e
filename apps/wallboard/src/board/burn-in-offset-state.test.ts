import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maxShiftGaps, burnInOffset } from './burn-in-offset-state.ts'

describe(burnInOffset, () => {
  it('stays within its path and takes a small step every minute', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e6, max: 1e8 }),
        fc.double({ min: 5, max: 15.2, noNaN: true }),
        (minute, gap) => {
          const { x, y } = burnInOffset(minute, gap)
          const next = burnInOffset(minute + 1, gap)
          expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThanOrEqual((maxShiftGaps / 2) * gap)
          const step = Math.hypot(next.x - x, next.y - y)
          expect(step).toBeGreaterThan(0)
          expect(step).toBeLessThanOrEqual(gap)
        },
      ),
    )
  })
})
