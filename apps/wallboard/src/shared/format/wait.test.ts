import { describe, expect, it } from 'vitest'
import { formatAge, formatWait } from './wait.ts'

describe(formatWait, () => {
  it.each([
    [undefined, '–'],
    [-5, '0:00'],
    [7_900, '0:07'],
    [247_000, '4:07'],
    [3_599_999, '59:59'],
    [66_767_000, '18 h 32'],
  ])('%j ms is %s', (ms, text) => {
    expect(formatWait(ms)).toBe(text)
  })
})

describe(formatAge, () => {
  it.each([
    [440, '0.4 s'],
    [42_000, '42 s'],
    [360_000, '6 min'],
    [7_500_000, '2 h 05'],
  ])('%j ms is %s', (ms, text) => {
    expect(formatAge(ms)).toBe(text)
  })
})
