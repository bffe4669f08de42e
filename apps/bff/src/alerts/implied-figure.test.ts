import type { Figure } from '@wallboard/alerts'
import { describe, expect, it } from 'vitest'
import { isImplied } from './implied-figure.ts'

const before = { at: 1_000, value: 5, isLive: true }
const follows = (figure: Partial<Figure>, at = 61_000, from: Partial<Figure> = {}) =>
  isImplied({ ...before, ...from }, at, { value: 5, isLive: true, ...figure })

describe(isImplied, () => {
  it('is true of an equal figure, however small the difference would be', () => {
    expect(follows({})).toBe(true)
    expect(follows({ value: 6 })).toBe(false)
    expect(follows({ value: 0.8 }, 61_000, { value: 0.79 })).toBe(false)
    expect(follows({ value: null })).toBe(false)
    expect(follows({ value: null }, 61_000, { value: null })).toBe(true)
  })

  it('is true of a wait that has grown by the time that has passed', () => {
    const running = { isRunning: true, value: 120_000 }
    expect(follows({ isRunning: true, value: 180_000 }, 61_000, running)).toBe(true)
    expect(follows({ isRunning: true, value: 180_000.9 }, 61_000, running)).toBe(true)
    expect(follows({ isRunning: true, value: 179_000 }, 61_000, running)).toBe(false)
    expect(follows({ value: 120_000 }, 61_000, running)).toBe(false)
  })

  it('is false when anything else that a limit depends on has changed', () => {
    expect(follows({ isLive: false })).toBe(false)
    expect(follows({ isInsufficient: true })).toBe(false)
    expect(follows({ isAtLeast: true })).toBe(false)
    expect(follows({ reference: 3 })).toBe(false)
    expect(follows({ reference: 3 }, 61_000, { reference: 3 })).toBe(true)
  })
})
