import { expect, it } from 'vitest'
import { barsOf } from './hour-bars-state.ts'

it('bars are at most 48, keep every alert, and the highest is 16 high', () => {
  const hours = Array.from({ length: 744 }, (_, index) => ({
    at: index,
    fired: index === 743 ? 9 : index % 2,
  }))
  const bars = barsOf(hours)
  expect(bars.length).toBeLessThanOrEqual(48)
  expect(bars.reduce((sum, { fired }) => sum + fired, 0)).toBe(
    hours.reduce((sum, { fired }) => sum + fired, 0),
  )
  expect(Math.max(...bars.map(({ height }) => height))).toBe(16)
})

it('hours without alerts are a base line', () => {
  expect(barsOf([{ at: 0, fired: 0 }])).toEqual([{ at: 0, fired: 0, height: 1 }])
  expect(barsOf([])).toEqual([])
})
