import { describe, expect, it } from 'vitest'
import { fittingColumns, type DeskColumn } from './desk-column.ts'

const column = (id: string, part: Partial<DeskColumn>): DeskColumn => ({
  ...{ id, title: id, align: 'end' },
  ...part,
})

const columns = [
  column('name', { minWidth: 160 }),
  column('waiting', { width: 60 }),
  column('bar', { width: 90, yields: 2 }),
  column('on-call', { width: 60, yields: 1 }),
  column('trend', { width: 'auto', minWidth: 84 }),
]

describe(fittingColumns, () => {
  const idsAt = (available: number) => fittingColumns(columns, available).map(({ id }) => id)

  it('shows all columns where they fit, with the minimum of those that share the rest', () => {
    expect(idsAt(454)).toEqual(['name', 'waiting', 'bar', 'on-call', 'trend'])
  })

  it('leaves out those that yield, the highest number first, and no more than is needed', () => {
    expect(idsAt(453)).toEqual(['name', 'waiting', 'on-call', 'trend'])
    expect(idsAt(363)).toEqual(['name', 'waiting', 'trend'])
  })

  it('keeps the others in a narrower place, where the table scrolls', () => {
    expect(idsAt(100)).toEqual(['name', 'waiting', 'trend'])
  })
})
