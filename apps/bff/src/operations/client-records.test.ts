import { describe, expect, it } from 'vitest'
import { addSample, percentiles } from './distribution.ts'
import { createClientRecords } from './client-records.ts'

const display = (id: string) => ({
  viewer: { kind: 'display', id } as const,
  ackLagMs: () => 0,
  isLagging: () => false,
})
const desk = { ...display(''), viewer: { kind: 'desk', username: 'u' } as const }
const counts = (clients: ReturnType<typeof createClientRecords>, limit = 500) =>
  [...clients.ackLatencyByDisplay(limit)].map(([id, latency]) => [id, percentiles(latency).count])

describe(createClientRecords, () => {
  it('sums the latency of all sockets of a display, also after they have closed', () => {
    const clients = createClientRecords(() => 0)
    const first = clients.joined(display('a'))
    const second = clients.joined(display('a'))
    addSample(first.ackLatency, 5)
    addSample(second.ackLatency, 5)
    clients.left(first)
    expect(counts(clients)).toEqual([['a', 2]])
    clients.left(second)
    expect(counts(clients)).toEqual([['a', 2]])
    expect(clients.connected().size).toBe(0)
  })

  it('forgets a person who disconnects, and has no series of persons', () => {
    const clients = createClientRecords(() => 0)
    const person = clients.joined(desk)
    expect([counts(clients), clients.connected().size]).toEqual([[], 1])
    clients.left(person)
    expect([counts(clients), clients.connected().size]).toEqual([[], 0])
  })

  it('forgets a display that was revoked before its socket closes', () => {
    const clients = createClientRecords(() => 0)
    const [gone, stays] = [clients.joined(display('a')), clients.joined(display('b'))]
    clients.removed('a')
    addSample(gone.ackLatency, 5)
    clients.left(gone)
    expect(counts(clients)).toEqual([['b', 0]])
    expect([...clients.connected()]).toEqual([stays])
  })

  it('returns the displays that connected first when there are more than its limit', () => {
    const clients = createClientRecords(() => 0)
    for (const id of ['a', 'b', 'c']) clients.left(clients.joined(display(id)))
    clients.joined(display('b'))
    expect(counts(clients, 2).map(([id]) => id)).toEqual(['a', 'b'])
    expect(clients.displayCount()).toBe(3)
  })

  it('counts the clients that lag now', () => {
    const clients = createClientRecords(() => 0)
    let isLagging = true
    clients.joined({ ...desk, isLagging: () => isLagging })
    clients.joined(desk)
    expect(clients.laggingCount()).toBe(1)
    isLagging = false
    expect(clients.laggingCount()).toBe(0)
  })
})
