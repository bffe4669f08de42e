import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maxShiftPx, burnInOffset } from './burn-in-offset-state.ts'

describe(burnInOffset, () => {
  it('stays within its path and takes a small step every minute', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e6, max: 1e8 }), (minute) => {
        const { x, y } = burnInOffset(minute)
        const next = burnInOffset(minute + 1)
        expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThanOrEqual(maxShiftPx / 2)
        const step = Math.hypot(next.x - x, next.y - y)
        expect(step).toBeGreaterThan(0)
        expect(step).toBeLessThanOrEqual(6)
      }),
    )
  })
})
