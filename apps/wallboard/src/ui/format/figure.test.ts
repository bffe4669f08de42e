import { describe, expect, it } from 'vitest'
import { formatFigure } from './figure.ts'

describe(formatFigure, () => {
  it.each([
    [12, 'count', false, '12'],
    [247_000, 'ms', false, '4:07'],
    [0.8149, 'share', false, '81 %'],
    [0, 'count', false, '0'],
    [999, 'count', false, '999'],
    [0, 'share', false, '0 %'],
    [0.004, 'share', false, '<1 %'],
    [1 / 1_001, 'share', false, '<1 %'],
    [0.005, 'share', false, '1 %'],
    [0.994, 'share', false, '99 %'],
    [0.995, 'share', false, '>99 %'],
    [0.999_999, 'share', false, '>99 %'],
    [1, 'share', false, '100 %'],
    [1.004, 'share', false, '>100 %'],
    [7, 'count', true, '≥7'],
    [undefined, 'count', true, '–'],
  ] as const)('%s as %s (at least: %s) is %s', (value, unit, isAtLeast, text) => {
    expect(formatFigure(value, unit, isAtLeast)).toBe(text)
  })

  it('separates thousands by the rules of the browser’s language', () => {
    for (const value of [1_164, 12_345, 1_234_567])
      expect(formatFigure(value, 'count')).toBe(new Intl.NumberFormat().format(value))
    expect(formatFigure(12_345, 'count')).not.toBe('12345')
  })
})
