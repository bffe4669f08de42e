import { describe, expect, it } from 'vitest'
import { sortRows } from './sort-rows.ts'

const values: Readonly<Record<string, string | number | undefined>> = {
  1: 3,
  2: undefined,
  10: 3,
  4: 7,
  5: 0,
}
const valueOf = (id: string) => values[id]

describe(sortRows, () => {
  it('puts unknown values last and ties in order of their ids, in both directions', () => {
    expect(sortRows(['10', '2', '1', '4', '5'], valueOf, true)).toEqual(['4', '1', '10', '5', '2'])
    expect(sortRows(['10', '2', '1', '4', '5'], valueOf, false)).toEqual(['5', '1', '10', '4', '2'])
  })

  it('sorts texts as people read them', () => {
    expect(sortRows(['Line 10', 'line 9', 'Ärzte', 'Zoo'], (id) => id, false)).toEqual([
      'Ärzte',
      'line 9',
      'Line 10',
      'Zoo',
    ])
  })
})
