import { describe, expect, it } from 'vitest'
import { instantAfterKey } from './strip-keys-state.ts'

const range = { from: 1_000_000, to: 9_000_000 }
const after = (key: string, isFine = false, at = 5_000_000) => instantAfterKey({ key, isFine }, at, range)

describe(instantAfterKey, () => {
  it.each([
    ['ArrowLeft', 4_940_000],
    ['ArrowDown', 4_940_000],
    ['ArrowRight', 5_060_000],
    ['ArrowUp', 5_060_000],
    ['PageDown', 4_100_000],
    ['PageUp', 5_900_000],
    ['Home', 1_000_000],
    ['End', 9_000_000],
  ])('moves by %s to %i', (key, instant) => {
    expect(after(key)).toBe(instant)
  })

  it('moves a second with Shift and an arrow', () => {
    expect([after('ArrowRight', true), after('ArrowLeft', true)]).toEqual([5_001_000, 4_999_000])
    expect(after('PageUp', true)).toBe(5_900_000)
  })

  it('stays in the range, and ignores other keys', () => {
    expect([after('PageUp', false, 8_999_999), after('PageDown', false, 1_000_001)]).toEqual([
      9_000_000, 1_000_000,
    ])
    expect([after('Enter'), after(' '), after('Escape')]).toEqual([undefined, undefined, undefined])
  })
})
