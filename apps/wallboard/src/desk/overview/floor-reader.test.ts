import { describe, expect, it } from 'vitest'
import { createFloorReader } from './floor-reader.ts'

/** A floor whose waiting calls are those of its present state, and what was read of it. */
function setUp() {
  const reads: string[] = []
  let rows = { callsInQueue: 3 }
  const reader = createFloorReader(
    {
      floor(metric, now) {
        reads.push(`${metric} at ${now}`)
        return { value: rows.callsInQueue, isAtLeast: false }
      },
      longestQueue(now) {
        reads.push(`longest at ${now}`)
        return undefined
      },
    },
    [{ getState: () => rows }],
  )
  return {
    reader,
    reads: () => reads.splice(0),
    changed: (callsInQueue: number) => {
      rows = { callsInQueue }
    },
  }
}

describe(createFloorReader, () => {
  it('reads a figure once for all cells, until a row or the clock changes', () => {
    const { reader, reads, changed } = setUp()
    const readAll = (now: number) => {
      for (const metric of ['callsInQueue', 'agentsInQueue', 'callsInQueue'] as const)
        reader.floor(metric, now)
      reader.longestQueue(now)
      reader.longestQueue(now)
      return reads()
    }
    const once = (now: number) => [`callsInQueue at ${now}`, `agentsInQueue at ${now}`, `longest at ${now}`]
    expect(readAll(1)).toEqual(once(1))
    expect(readAll(1)).toEqual([])
    expect(readAll(2)).toEqual(once(2))
    changed(4)
    expect(readAll(2)).toEqual(once(2))
  })

  it('reads the figures of the present rows', () => {
    const { reader, changed } = setUp()
    expect(reader.floor('callsInQueue', 1).value).toBe(3)
    changed(5)
    expect(reader.floor('callsInQueue', 1).value).toBe(5)
  })
})
