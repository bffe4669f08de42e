import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { angles, fontSizeAt, maxReadingDistanceM } from './legibility.ts'

const wall = { width: 1920, height: 1080, diagonalInches: 55, distanceM: 5 }

describe(fontSizeAt, () => {
  it('is 5.9 % of the height of a 55-inch screen for a label at 5 m, and 9.4 % at 8 m', () => {
    expect(fontSizeAt(wall, angles.label) / 1080).toBeCloseTo(0.058, 2)
    expect(fontSizeAt({ ...wall, distanceM: 8 }, angles.label) / 1080).toBeCloseTo(0.094, 2)
  })

  it('is the same share of a screen with more pixels, and half as large on a screen of twice the diagonal', () => {
    const fourK = { ...wall, width: 3840, height: 2160 }
    expect(fontSizeAt(fourK, 20)).toBeCloseTo(2 * fontSizeAt(wall, 20))
    expect(fontSizeAt({ ...wall, diagonalInches: 110 }, 20)).toBeCloseTo(fontSizeAt(wall, 20) / 2)
  })
})

describe(maxReadingDistanceM, () => {
  it('is the inverse of the font size at the minimum angle', () => {
    fc.assert(
      fc.property(
        fc.record({
          width: fc.integer({ min: 640, max: 7_680 }),
          height: fc.integer({ min: 480, max: 4_320 }),
          diagonalInches: fc.integer({ min: 10, max: 120 }),
          distanceM: fc.double({ min: 0.4, max: 20, noNaN: true }),
        }),
        (viewing) => {
          expect(maxReadingDistanceM(viewing, fontSizeAt(viewing, angles.minimum))).toBeCloseTo(
            viewing.distanceM,
            6,
          )
        },
      ),
    )
  })
})
