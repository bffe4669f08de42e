import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { angles, fontSizeAt } from './legibility.ts'
import { allQueuesBoard, type Page } from '@wallboard/boards'
import { itemsOf } from '../board-items.ts'
import { layoutPage, type PageArea } from './page-layout.ts'

/** The area below a header of one line, and the number of queues. */
interface Case extends PageArea {
  readonly count: number
}

function areaOf(count: number, overrides: Partial<PageArea['viewing']> = {}): Case {
  const viewing = { width: 1920, height: 1080, diagonalInches: 55, distanceM: 5, ...overrides }
  const gap = Math.min(viewing.width, viewing.height) * 0.007
  const header = fontSizeAt(viewing, angles.minimum) * 1.21
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

  it('shows fewer queues per page at a long viewing distance, and full density at a short one', () => {
    const far = layoutOf(areaOf(24, { distanceM: 8 }))
    expect(far.itemsPerPage).toBeLessThan(12)
    expect(far.maxReadingDistanceM).toBeGreaterThanOrEqual(7.999)
    expect(layoutOf(areaOf(24, { distanceM: 1 }))).toMatchObject({ itemsPerPage: 24, density: 'full' })
  })

  it.each([
    [9, 9],
    [20, 10],
    [60, 15],
    [200, 15],
  ])(
    'gives long names of %i queues room on every landscape screen: %i on a screen',
    (count, itemsPerPage) => {
      for (const [width, height] of [
        [1280, 720],
        [1920, 1080],
        [3840, 2160],
      ] as const) {
        const whole = areaOf(count, { width, height })
        const shift = 3 * whole.gap // a display moves its picture
        const area = { ...whole, width: whole.width - shift, height: whole.height - shift }
        expect(layoutOf(area)).toMatchObject({ columns: 4, itemsPerPage })
      }
    },
  )

  it('stacks tiles on a portrait screen', () => {
    expect(layoutOf(areaOf(6, { width: 1080, height: 1920 }))).toMatchObject({ columns: 2, rows: 4 })
  })

  it('never shows more than 24 queues on a screen, with a place for each', () => {
    fc.assert(
      fc.property(areas, (area) => {
        const { columns, rows, itemsPerPage } = layoutOf(area)
        expect(itemsPerPage).toBeLessThanOrEqual(24)
        expect(columns * rows).toBeGreaterThanOrEqual(itemsPerPage)
      }),
    )
  })

  it('never goes below the legible size unless not even one tile fits, and then reports a shorter reading distance', () => {
    fc.assert(
      fc.property(areas, (area) => {
        const { label, note, figure, maxReadingDistanceM, itemsPerPage } = layoutOf(area)
        const { viewing } = area
        if (maxReadingDistanceM < viewing.distanceM - 0.001) {
          expect(itemsPerPage).toBe(1)
          return
        }
        const minSize = fontSizeAt(viewing, angles.minimum) - 0.001
        expect(Math.min(label, note)).toBeGreaterThanOrEqual(minSize)
        expect(figure).toBeGreaterThanOrEqual(fontSizeAt(viewing, angles.figure) - 0.001)
      }),
    )
  })

  it('leaves room for the lines of every tile', () => {
    fc.assert(
      fc.property(areas, (area) => {
        const { columns, rows, density, figure, label, note, padding } = layoutOf(area)
        const height = (area.height - (rows - 1) * area.gap) / rows
        const width = (area.width - (columns - 1) * area.gap) / columns
        const notes = { full: 2, compact: 3, icons: 1 }[density]
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

  it('places no two tiles on one cell, and none outside the grid', () => {
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

  it('shows every tile of a page on some screen at any viewing distance', () => {
    fc.assert(
      fc.property(areas, (area) => {
        const shown = layoutOf(area, mixed).screens.flatMap((places) => places.map(({ key }) => key))
        expect(new Set(shown).size).toBe(mixed.tiles.length)
      }),
    )
  })

  it('repeats pinned tiles on every screen of rotating queues', () => {
    const page: Page = { tiles: [{ kind: 'clock' }, { kind: 'queues', queues: 'all' }] }
    const { screens } = layoutOf(areaOf(60), page)
    expect(screens.length).toBeGreaterThan(2)
    for (const places of screens) expect(places[0]?.key).toBe('0.0')
  })
})
