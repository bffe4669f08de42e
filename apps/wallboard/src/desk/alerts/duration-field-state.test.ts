import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatDelay, formatLimit, parseDuration } from './duration-field-state.ts'

describe(parseDuration, () => {
  it.each([
    ['2:00', 120],
    [' 0:15 ', 15],
    ['1:30:00', 5_400],
    ['90', 90],
    ['90 s', 90],
    ['1,5 min', 90],
    ['10min', 600],
    ['2 H', 7_200],
    ['0', 0],
    ['', undefined],
    ['2:60', undefined],
    ['1:60:00', undefined],
    ['-5', undefined],
    ['5 days', undefined],
    ['1e3', undefined],
  ])('%j is %s seconds', (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds)
  })

  it('reads what the form writes, for every whole number of seconds of a day and parts of a second', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 86_400_000 }), (ms) => {
        for (const seconds of [Math.floor(ms / 1_000), ms / 1_000]) {
          expect(parseDuration(formatLimit(seconds))).toBe(seconds)
          expect(parseDuration(formatDelay(seconds))).toBe(seconds)
        }
      }),
    )
  })
})

it('a limit is written as waits are, a delay in its largest whole unit', () => {
  expect([15, 120, 5_400].map(formatLimit)).toEqual(['0:15', '2:00', '1:30:00'])
  expect([0, 15, 60, 150, 600, 7_200].map(formatDelay)).toEqual([
    ...['0 s', '15 s', '60 s', '150 s', '10 min', '2 h'],
  ])
})
