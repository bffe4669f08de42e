import { describe, expect, it } from 'vitest'
import { groupAddress, shownGroupOf } from './queue-group-state.ts'

const groups = [
  { name: 'Support', queues: ['1', '2'] },
  { name: 'mine', queues: ['3'] },
]

describe(shownGroupOf, () => {
  it('finds the group of an address, whatever its name is', () => {
    expect(shownGroupOf(undefined, groups)).toEqual({ type: 'all' })
    expect(shownGroupOf('mine', groups)).toEqual({ type: 'mine' })
    for (const { name, queues } of groups)
      expect(shownGroupOf(groupAddress({ name }), groups)).toEqual({
        ...{ type: 'group', name, queues: new Set(queues) },
      })
  })

  it('tells a group that does not exist from one that is not read yet', () => {
    expect(shownGroupOf('group:Sales', groups)).toEqual({ type: 'unknown', name: 'Sales' })
    expect(shownGroupOf('group:Sales', undefined)).toMatchObject({ type: 'group', queues: new Set() })
  })
})
