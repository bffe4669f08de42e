import { describe, expect, it } from 'vitest'
import { layoutTiles } from './tile-layout.ts'

const screen = { width: 1920, height: 880 }

describe(layoutTiles, () => {
  it.each([
    [0, 1, 1, 1],
    [1, 1, 1, 1],
    [6, 3, 2, 6],
    [12, 4, 3, 12],
    [24, 6, 4, 24],
  ])('lays %i queues out in %i columns and %i rows', (count, columns, rows, perPage) => {
    expect(layoutTiles({ ...screen, count })).toEqual({ columns, rows, perPage })
  })

  it('spreads more than 24 queues evenly over pages, and holds every one of them', () => {
    for (let count = 1; count <= 300; count += 1) {
      const { columns, rows, perPage } = layoutTiles({ ...screen, count })
      expect(perPage).toBeLessThanOrEqual(24)
      expect(columns * rows).toBeGreaterThanOrEqual(perPage)
      expect(Math.ceil(count / perPage)).toBe(Math.ceil(count / 24))
    }
  })

  it('stacks tiles on a portrait screen', () => {
    expect(layoutTiles({ width: 1080, height: 1700, count: 6 })).toMatchObject({ columns: 2, rows: 3 })
  })
})
