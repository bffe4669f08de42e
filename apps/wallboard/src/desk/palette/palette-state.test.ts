import { describe, expect, it } from 'vitest'
import { newPalette, nextPalette } from './palette-state.ts'

describe(nextPalette, () => {
  it('selects the first result again when the query changes', () => {
    const moved = { ...newPalette, selected: 4 }
    expect(nextPalette(moved, { type: 'typed', query: 's' })).toEqual({ ...newPalette, query: 's' })
  })

  it.each([
    [0, 1, 3, 1],
    [2, 1, 3, 0],
    [0, -1, 3, 2],
    [1, 10, 3, 2],
    [1, -10, 3, 0],
    [0, 1, 0, 0],
  ])('moves from %d by %d of %d to %d', (selected, by, count, target) => {
    expect(nextPalette({ ...newPalette, selected }, { type: 'moved', by, count })?.selected).toBe(target)
  })

  it('goes back from one kind to all, and from there closes', () => {
    const queues = nextPalette({ ...newPalette, query: 'que' }, { type: 'narrowed', kind: 'queue' })
    expect(queues).toEqual({ query: '', kind: 'queue', selected: 0 })
    expect(nextPalette(queues ?? newPalette, { type: 'back' })).toEqual(newPalette)
    expect(nextPalette(newPalette, { type: 'back' })).toBeUndefined()
  })
})
