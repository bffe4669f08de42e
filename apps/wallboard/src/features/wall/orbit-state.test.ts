import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mostOrbitPx, orbitOffset } from './orbit-state.ts'

describe(orbitOffset, () => {
  it('stays within its path, takes small steps, and does not rest', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e6, max: 1e8 }), (minute) => {
        const { x, y } = orbitOffset(minute)
        const next = orbitOffset(minute + 1)
        expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThanOrEqual(mostOrbitPx / 2)
        const step = Math.hypot(next.x - x, next.y - y)
        expect(step).toBeGreaterThan(0)
        expect(step).toBeLessThanOrEqual(6)
      }),
    )
  })
})
