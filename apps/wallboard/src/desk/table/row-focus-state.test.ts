import { describe, expect, it } from 'vitest'
import { activeRowAfter, movedRow, moveOfKey } from './row-focus-state.ts'

const ids = Array.from({ length: 25 }, (_, index) => String(index))

describe(movedRow, () => {
  it.each([
    ['ArrowDown', '3', '4'],
    ['j', '24', '24'],
    ['k', '0', '0'],
    ['ArrowUp', '3', '2'],
    ['PageDown', '3', '13'],
    ['PageUp', '3', '0'],
    ['Home', '9', '0'],
    ['End', '9', '24'],
  ])('moves with %s from row %s to row %s', (key, from, to) => {
    const move = moveOfKey(key)
    expect(move === undefined ? undefined : movedRow(ids, from, move)).toBe(to)
  })

  it('enters the table at its first row, and nowhere without rows', () => {
    expect(movedRow(ids, undefined, 'next')).toBe('0')
    expect(movedRow(ids, 'gone', 'previous')).toBe('0')
    expect(movedRow([], undefined, 'next')).toBeUndefined()
  })
})

describe(activeRowAfter, () => {
  it('stays with the row when the order changes', () => {
    expect(activeRowAfter(['a', 'b', 'c'], ['c', 'b', 'a'], 'a')).toBe('a')
  })

  it('goes to the row that took the place of a removed one', () => {
    expect(activeRowAfter(['a', 'b', 'c'], ['a', 'c'], 'b')).toBe('c')
    expect(activeRowAfter(['a', 'b', 'c'], ['a', 'b'], 'c')).toBe('b')
    expect(activeRowAfter(['a'], [], 'a')).toBeUndefined()
  })
})
