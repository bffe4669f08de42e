import { describe, expect, it } from 'vitest'
import { nextSort } from './next-sort.ts'

const column = { id: 'waiting', title: 'Waiting', align: 'end', Cell: () => null } as const

describe(nextSort, () => {
  it('goes from the first direction to the other one, and back to the default order', () => {
    const first = nextSort(column, { column: 'queue', isDescending: false })
    expect(first).toEqual({ column: 'waiting', isDescending: true })
    const second = nextSort(column, first)
    expect(second).toEqual({ column: 'waiting', isDescending: false })
    expect(nextSort(column, second)).toBeUndefined()
  })
})
