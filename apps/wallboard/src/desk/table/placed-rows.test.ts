import { describe, expect, it } from 'vitest'
import { placedRows } from './placed-rows.ts'

describe(placedRows, () => {
  it('puts a space in place of the rows that are not drawn, also around a focused row out of sight', () => {
    expect(placedRows([2, 40, 41], 100)).toEqual([
      { skipped: 2, before: 2 },
      { index: 2 },
      { skipped: 37, before: 40 },
      { index: 40 },
      { index: 41 },
      { skipped: 58, before: 100 },
    ])
  })

  it('needs no space where all rows are drawn', () => {
    expect(placedRows([0, 1], 2)).toEqual([{ index: 0 }, { index: 1 }])
    expect(placedRows([], 0)).toEqual([])
  })
})
