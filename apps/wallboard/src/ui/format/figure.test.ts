import { describe, expect, it } from 'vitest'
import { formatFigure, formatNarrowFigure, narrowFigure } from './figure.ts'

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

describe(formatNarrowFigure, () => {
  const narrow = (value: number | undefined, unit: 'count' | 'ms') =>
    formatNarrowFigure(value, unit, formatFigure(value, unit))

  it.each([12_345, 999_999, 1_000_000, 10_000_000, 1_000_000_000, 7 / 3])(
    'writes the count %s in at most five characters that state its size',
    (value) => {
      const text = narrow(value, 'count')
      expect(text.length).toBeLessThanOrEqual(5)
      expect(text).toBe(
        new Intl.NumberFormat(undefined, { notation: 'compact', maximumSignificantDigits: 3 }).format(value),
      )
    },
  )

  it.each([
    [1_000, new Intl.NumberFormat().format(1_000), 'count'],
    [2.5, '2.5', 'count'],
    [undefined, '–', 'count'],
    [65_520_000, '18 h 12', 'ms'],
    [359_999_000, '99 h 59', 'ms'],
    [360_300_000, '100 h', 'ms'],
    [8_640_300_000, '2400 h', 'ms'],
  ] as const)('writes %s as %s', (value, text, unit) => {
    expect(narrow(value, unit)).toBe(text)
  })
})

describe(narrowFigure, () => {
  it('keeps that a short figure is a lower bound, and has the whole one for the hover', () => {
    expect(narrowFigure(1_000_000_007.5, 'count', true)).toEqual({
      text: `≥${formatNarrowFigure(1_000_000_007.5, 'count', formatFigure(1_000_000_007.5, 'count'))}`,
      title: formatFigure(1_000_000_007.5, 'count', true),
    })
    expect(narrowFigure(7, 'count', true)).toEqual({ text: '≥7', title: '' })
    expect(narrowFigure(undefined, 'count', true)).toEqual({ text: '–', title: '' })
  })
})
