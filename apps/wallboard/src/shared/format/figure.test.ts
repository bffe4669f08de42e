import { describe, expect, it } from 'vitest'
import { formatFigure } from './figure.ts'

describe(formatFigure, () => {
  it.each([
    [12, 'count', false, '12'],
    [247_000, 'ms', false, '4:07'],
    [0.8149, 'share', false, '81 %'],
    [0, 'count', false, '0'],
    [7, 'count', true, '≥7'],
    [undefined, 'count', true, '–'],
  ] as const)('%s as %s (at least: %s) is %s', (value, unit, isAtLeast, text) => {
    expect(formatFigure(value, unit, isAtLeast)).toBe(text)
  })
})
