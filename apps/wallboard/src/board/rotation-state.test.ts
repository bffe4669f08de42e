import { describe, expect, it } from 'vitest'
import { currentPage } from './rotation-state.ts'

describe(currentPage, () => {
  const turn = { since: 1_000, screen: 1 }

  it('stands for its time, then gives way to the next, and after the last to the first', () => {
    expect([1_000, 10_999, 11_000, 21_000].map((now) => currentPage(turn, 3, 10_000, now))).toEqual([
      1, 1, 2, 0,
    ])
  })

  it('stands still with one screen, and when the clock goes back', () => {
    expect(currentPage(turn, 1, 10_000, 99_000)).toBe(0)
    expect(currentPage(turn, 3, 10_000, -99_000)).toBe(1)
  })

  it('names a screen that is there when there are fewer than before', () => {
    expect(currentPage({ since: 0, screen: 7 }, 2, 10_000, 0)).toBe(1)
  })
})
