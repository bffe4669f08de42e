import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { angles, fontSizeAt } from '../../shared/layout/legibility.ts'
import { layoutTiles, type TileArea } from './tile-layout.ts'

/** What a header of one line leaves of a screen. */
function areaOf(count: number, given: Partial<TileArea['viewing']> = {}): TileArea {
  const viewing = { width: 1920, height: 1080, diagonalInches: 55, distanceM: 5, ...given }
  const gap = Math.min(viewing.width, viewing.height) * 0.007
  const header = fontSizeAt(viewing, angles.least) * 1.21
  return { width: viewing.width - 2 * gap, height: viewing.height - header - 2 * gap, gap, count, viewing }
}

const areas = fc
  .record({
    count: fc.integer({ min: 0, max: 300 }),
    size: fc.constantFrom([1280, 720], [1920, 1080], [3840, 2160], [1080, 1920], [1024, 768]),
    diagonalInches: fc.integer({ min: 13, max: 98 }),
    distanceM: fc.double({ min: 0.5, max: 12, noNaN: true }),
  })
  .map(({ count, size: [width = 0, height = 0], ...viewing }) => areaOf(count, { width, height, ...viewing }))

describe(layoutTiles, () => {
  it.each([1, 6, 12, 24])('shows %i queues on one page of a 55-inch screen at 5 m', (count) => {
    const { perPage, readableToM } = layoutTiles(areaOf(count))
    expect(perPage).toBe(Math.max(1, count))
    expect(readableToM).toBeGreaterThanOrEqual(4.999)
  })

  it.each([1, 6])('gives labels of %i queues the full angle of 20 minutes', (count) => {
    const area = areaOf(count)
    expect(layoutTiles(area).label).toBeGreaterThanOrEqual(fontSizeAt(area.viewing, angles.label))
  })

  it('puts fewer on a page for eyes that are farther away, and says it in words for eyes that are near', () => {
    const far = layoutTiles(areaOf(24, { distanceM: 8 }))
    expect(far.perPage).toBeLessThan(12)
    expect(far.readableToM).toBeGreaterThanOrEqual(7.999)
    expect(layoutTiles(areaOf(24, { distanceM: 1 }))).toMatchObject({ perPage: 24, form: 'words' })
  })

  it('stacks tiles on a portrait screen', () => {
    expect(layoutTiles(areaOf(6, { width: 1080, height: 1920 }))).toMatchObject({ columns: 2, rows: 4 })
  })

  it('never puts more than 24 on a page, and leaves a cell for the trend', () => {
    fc.assert(
      fc.property(areas, (area) => {
        const { columns, rows, perPage } = layoutTiles(area)
        expect(perPage).toBeLessThanOrEqual(24)
        expect(columns * rows).toBeGreaterThan(perPage)
      }),
    )
  })

  it('goes below no legible size, unless not even one tile fits, and then it says so', () => {
    fc.assert(
      fc.property(areas, (area) => {
        const { label, note, figure, readableToM, perPage } = layoutTiles(area)
        const { viewing } = area
        if (readableToM < viewing.distanceM - 0.001) {
          expect(perPage).toBe(1)
          return
        }
        const least = fontSizeAt(viewing, angles.least) - 0.001
        expect(Math.min(label, note)).toBeGreaterThanOrEqual(least)
        expect(figure).toBeGreaterThanOrEqual(fontSizeAt(viewing, angles.figure) - 0.001)
      }),
    )
  })

  it('gives every tile room for its lines', () => {
    fc.assert(
      fc.property(areas, (area) => {
        const { columns, rows, form, figure, label, note, padding } = layoutTiles(area)
        const height = (area.height - (rows - 1) * area.gap) / rows
        const width = (area.width - (columns - 1) * area.gap) / columns
        const notes = { words: 2, lines: 3, symbols: 1 }[form]
        expect(0.85 * figure + 1.1 * (label + notes * note) + 2 * padding).toBeLessThanOrEqual(height + 0.001)
        expect(3 * 0.65 * figure + 2.9 * label + 2 * padding).toBeLessThanOrEqual(width + 0.001)
      }),
    )
  })
})
