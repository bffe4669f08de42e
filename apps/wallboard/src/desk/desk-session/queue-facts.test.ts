import type { Level } from '@wallboard/statistics'
import { describe, expect, it } from 'vitest'
import { createFactsReader } from './queue-facts.ts'

/** Two queues, and how many tiles were read. */
function setUp() {
  const labels = new Map([
    ['1', 'One'],
    ['2', 'Two'],
  ])
  let membership = { ids: ['1', '2'] }
  let levels: ReadonlyMap<string, Level> = new Map()
  let reads = 0
  const read = createFactsReader({
    statistics: {
      membership: { getState: () => membership },
      tile(id) {
        reads += 1
        return { getState: () => ({ label: labels.get(id) ?? id }) }
      },
    },
    alerts: { active: { getState: () => ({ levels }) } },
  })
  return {
    read,
    reads: () => reads,
    rowChanged: () => {
      membership = { ...membership }
    },
    renamed: (id: string, name: string) => {
      labels.set(id, name)
      membership = { ...membership, ids: [...membership.ids] }
    },
    evaluated: (next: ReadonlyMap<string, Level>) => {
      levels = next
    },
  }
}

describe(createFactsReader, () => {
  it('looks through the queues once, however many rows change', () => {
    const { read, reads, rowChanged } = setUp()
    const facts = read()
    for (let time = 0; time < 10; time += 1) {
      rowChanged()
      expect(read()).toBe(facts)
    }
    expect(reads()).toBe(2)
  })

  it('reads a new name and a new level, and keeps the array while both are the same', () => {
    const { read, renamed, evaluated } = setUp()
    renamed('2', 'Second')
    const named = read()
    expect(named.map(({ name }) => name)).toEqual(['One', 'Second'])
    evaluated(new Map([['1', 'warn']]))
    const warned = read()
    expect(warned.map(({ level }) => level)).toEqual(['warn', 'none'])
    evaluated(new Map([['1', 'warn']]))
    expect(read()).toBe(warned)
  })
})
