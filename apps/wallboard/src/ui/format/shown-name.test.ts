import { expect, it } from 'vitest'
import { shownName } from './shown-name.ts'

it.each([
  ['Night\nDesk', 'Night Desk'],
  ['Night\r\nDesk', 'Night  Desk'],
  ['Night\tDesk\u0007', 'Night Desk '],
  ['Night\u0085\u2028Desk', 'Night  Desk'],
  ['Ночь 夜 🌙', 'Ночь 夜 🌙'],
])('shows control characters of %j as spaces', (name, shown) => {
  expect(shownName(name)).toBe(shown)
})
