import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { angles, fontSizeAt } from './legibility.ts'
import { allQueuesBoard, type Page } from '@wallboard/boards'
import { itemsOf } from '../board-items.ts'
import { layoutPage, type PageArea } from './page-layout.ts'

/** What a header of one line leaves of a screen. */
interface Case extends PageArea {
  readonly count: number
}

function areaOf(count: number, given: Partial<PageArea['viewing']> = {}): Case {
  const viewing = { width: 1920, height: 1080, diagonalInches: 55, distanceM: 5, ...given }
  const gap = Math.min(viewing.width, viewing.height) * 0.007
  const header = fontSizeAt(viewing, angles.least) * 1.21
  return { width: viewing.width - 2 * gap, height: viewing.height - header - 2 * gap, gap, count, viewing }
}

const [everyQueue = { tiles: [] }] = allQueuesBoard.pages
const idsOf = (count: number) => Array.from({ length: count }, (_, index) => String(index))
const layoutOf = (area: Case, page: Page = everyQueue) =>
  layoutPage(area, itemsOf(page, 0, idsOf(area.count), 0))

const areas = fc
  .record({
    count: fc.integer({ min: 0, max: 300 }),
    size: fc.constantFrom([1280, 720], [1920, 1080], [3840, 2160], [1080, 1920], [1024, 768]),
    diagonalInches: fc.integer({ min: 13, max: 98 }),
    distanceM: fc.double({ min: 0.5, max: 12, noNaN: true }),
  })
  .map(({ count, size: [width = 0, height = 0], ...viewing }) => areaOf(count, { width, height, ...viewing }))

describe(layoutPage, () => {
  it.each([1, 6, 12, 24])('shows %i queues on one page of a 55-inch screen at 5 m', (count) => {
    const { itemsPerPage, maxReadingDistanceM } = layoutOf(areaOf(count))
    expect(itemsPerPage).toBe(Math.max(1, count))
    expect(maxReadingDistanceM).toBeGreaterThanOrEqual(4.999)
  })

  it.each([1, 6])('gives labels of %i queues the full angle of 20 minutes', (count) => {
    const area = areaOf(count)
    expect(layoutOf(area).label).toBeGreaterThanOrEqual(fontSizeAt(area.viewing, angles.label))
  })

  it('puts fewer on a page for eyes that are farther away, and says it in words for eyes that are near', () => {
    const far = layoutOf(areaOf(24, { distanceM: 8 }))
    expect(far.itemsPerPage).toBeLessThan(12)
    expect(far.maxReadingDistanceM).toBeGreaterThanOrEqual(7.999)
    expect(layoutOf(areaOf(24, { distanceM: 1 }))).toMatchObject({ itemsPerPage: 24, form: 'words' })
  })

  it('stacks tiles on a portrait screen', () => {
    expect(layoutOf(areaOf(6, { width: 1080, height: 1920 }))).toMatchObject({ columns: 2, rows: 4 })
  })

  it('never puts more than 24 on a screen, and has a place for each', () => {
    fc.assert(
      fc.property(areas, (area) => {
        const { columns, rows, itemsPerPage } = layoutOf(area)
        expect(itemsPerPage).toBeLessThanOrEqual(24)
        expect(columns * rows).toBeGreaterThanOrEqual(itemsPerPage)
      }),
    )
  })

  it('goes below no legible size, unless not even one tile fits, and then it says so', () => {
    fc.assert(
      fc.property(areas, (area) => {
        const { label, note, figure, maxReadingDistanceM, itemsPerPage } = layoutOf(area)
        const { viewing } = area
        if (maxReadingDistanceM < viewing.distanceM - 0.001) {
          expect(itemsPerPage).toBe(1)
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
        const { columns, rows, form, figure, label, note, padding } = layoutOf(area)
        const height = (area.height - (rows - 1) * area.gap) / rows
        const width = (area.width - (columns - 1) * area.gap) / columns
        const notes = { words: 2, lines: 3, symbols: 1 }[form]
        expect(0.85 * figure + 1.1 * (label + notes * note) + 2 * padding).toBeLessThanOrEqual(height + 0.001)
        expect(3 * 0.65 * figure + 2.9 * label + 2 * padding).toBeLessThanOrEqual(width + 0.001)
      }),
    )
  })

  const mixed: Page = {
    tiles: [
      { kind: 'group', name: 'Everybody', queues: 'all' },
      { kind: 'number', figure: { of: 'campaign', campaign: 'c', metric: 'serviceLevelQueue' }, target: 80 },
      { kind: 'agents', queues: 'all', columns: 2, rows: 2 },
      { kind: 'campaign', campaign: 'c' },
      { kind: 'text', text: 'Meeting at three in the large room, everybody is welcome' },
      { kind: 'alerts', columns: 2 },
    ],
  }

  it('puts no two tiles on one cell, and none outside the grid', () => {
    fc.assert(
      fc.property(areas, (area) => {
        const { screens, columns, rows } = layoutOf(area, mixed)
        for (const places of screens) {
          const cells = places.flatMap((place) =>
            Array.from({ length: place.columns * place.rows }, (_, index) => {
              const column = place.column + (index % place.columns)
              return `${column} ${place.row + Math.floor(index / place.columns)}`
            }),
          )
          expect(new Set(cells).size).toBe(cells.length)
          for (const place of places) {
            expect(place.column + place.columns).toBeLessThanOrEqual(columns)
            expect(place.row + place.rows).toBeLessThanOrEqual(rows)
          }
        }
      }),
    )
  })

  it('shows every tile of a page on some screen, however far the eyes are', () => {
    fc.assert(
      fc.property(areas, (area) => {
        const shown = layoutOf(area, mixed).screens.flatMap((places) => places.map(({ key }) => key))
        expect(new Set(shown).size).toBe(mixed.tiles.length)
      }),
    )
  })

  it('keeps what stands on every screen of queues that take turns', () => {
    const page: Page = { tiles: [{ kind: 'clock' }, { kind: 'queues', queues: 'all' }] }
    const { screens } = layoutOf(areaOf(60), page)
    expect(screens.length).toBeGreaterThan(2)
    for (const places of screens) expect(places[0]?.key).toBe('0.0')
  })
})
