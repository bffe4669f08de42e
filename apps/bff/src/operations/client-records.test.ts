import { describe, expect, it } from 'vitest'
import { addSample, percentiles } from './distribution.ts'
import { createClientRecords } from './client-records.ts'

const display = (id: string) => ({
  viewer: { kind: 'display', id } as const,
  ackLagMs: () => 0,
  isLagging: () => false,
})
const desk = { ...display(''), viewer: { kind: 'desk', username: 'u' } as const }
const counts = (screens: ReturnType<typeof createClientRecords>, limit = 500) =>
  [...screens.ofDisplays(limit)].map(([id, painted]) => [id, percentiles(painted).count])

describe(createClientRecords, () => {
  it('sums what all sockets of a display told, also after they have closed', () => {
    const screens = createClientRecords(() => 0)
    const first = screens.joined(display('a'))
    const second = screens.joined(display('a'))
    addSample(first.painted, 5)
    addSample(second.painted, 5)
    screens.left(first)
    expect(counts(screens)).toEqual([['a', 2]])
    screens.left(second)
    expect(counts(screens)).toEqual([['a', 2]])
    expect(screens.connected().size).toBe(0)
  })

  it('keeps nothing of a person who has left, and tells no series of persons', () => {
    const screens = createClientRecords(() => 0)
    const person = screens.joined(desk)
    expect([counts(screens), screens.connected().size]).toEqual([[], 1])
    screens.left(person)
    expect([counts(screens), screens.connected().size]).toEqual([[], 0])
  })

  it('forgets a display that was removed, whose socket closes afterwards', () => {
    const screens = createClientRecords(() => 0)
    const [gone, stays] = [screens.joined(display('a')), screens.joined(display('b'))]
    screens.removed('a')
    addSample(gone.painted, 5)
    screens.left(gone)
    expect(counts(screens)).toEqual([['b', 0]])
    expect([...screens.connected()]).toEqual([stays])
  })

  it('tells those displays that came first when there are more than it may tell', () => {
    const screens = createClientRecords(() => 0)
    for (const id of ['a', 'b', 'c']) screens.left(screens.joined(display(id)))
    screens.joined(display('b'))
    expect(counts(screens, 2).map(([id]) => id)).toEqual(['a', 'b'])
    expect(screens.displayCount()).toBe(3)
  })

  it('knows how many lag now', () => {
    const screens = createClientRecords(() => 0)
    let isLagging = true
    screens.joined({ ...desk, isLagging: () => isLagging })
    screens.joined(desk)
    expect(screens.laggingCount()).toBe(1)
    isLagging = false
    expect(screens.laggingCount()).toBe(0)
  })
})
