import { describe, expect, it } from 'vitest'
import { currentPage } from './rotation-state.ts'

describe(currentPage, () => {
  const rotation = { since: 1_000, screen: 1 }

  it('shows each screen for its time, and the first after the last', () => {
    expect([1_000, 10_999, 11_000, 21_000].map((now) => currentPage(rotation, 3, 10_000, now))).toEqual([
      1, 1, 2, 0,
    ])
  })

  it('does not rotate with one screen, and not when the clock goes back', () => {
    expect(currentPage(rotation, 1, 10_000, 99_000)).toBe(0)
    expect(currentPage(rotation, 3, 10_000, -99_000)).toBe(1)
  })

  it('returns an existing screen when there are fewer than before', () => {
    expect(currentPage({ since: 0, screen: 7 }, 2, 10_000, 0)).toBe(1)
  })
})
