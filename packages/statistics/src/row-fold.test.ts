import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arbitraryChange, arbitraryRow } from '../tests/arbitrary-rows.ts'
import { createRowFold, createStatistics, type Row } from './index.ts'

const source = 'ACD_STATUS'
const arbitraryInitial = fc.uniqueArray(arbitraryRow, { selector: ({ id }) => id })
const arbitraryChanges = fc.array(arbitraryChange(source), { maxLength: 12 })
const byId = (rows: readonly Row[]) => new Map(rows.map((row) => [row.id, row]))

describe(createRowFold, () => {
  it('has the rows that Statistics has after the same changes', () => {
    fc.assert(
      fc.property(arbitraryInitial, arbitraryChanges, (initial, changes) => {
        const [fold, statistics] = [createRowFold(initial), createStatistics()]
        const owner = createRowFold(
          initial.map((row) => ({ ...row })),
          true,
        )
        statistics.applyFull([{ dataSource: source, data: initial }])
        for (const change of changes) {
          fold.applyChange(change)
          owner.applyChange(change)
          statistics.applyChanges([change])
          const rows = byId(statistics.full([source])[0]?.data ?? [])
          expect(byId(fold.rows())).toEqual(rows)
          expect(byId(owner.currentRows())).toEqual(rows)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('leaves the rows of changes, and rows that it has returned, as they are', () => {
    fc.assert(
      fc.property(arbitraryInitial, arbitraryChanges, (initial, changes) => {
        const before = JSON.stringify([initial, changes])
        const fold = createRowFold(initial)
        const returned = changes.map((change): readonly [readonly Row[], string] => {
          fold.applyChange(change)
          const rows = fold.rows()
          return [rows, JSON.stringify(rows)]
        })
        expect(JSON.stringify([initial, changes])).toBe(before)
        for (const [rows, text] of returned) expect(JSON.stringify(rows)).toBe(text)
      }),
    )
  })
})
