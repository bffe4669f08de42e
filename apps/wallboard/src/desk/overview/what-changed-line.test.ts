import { describe, expect, it } from 'vitest'
import { lineOf } from './what-changed-line.ts'

const names = {
  queue: (id: string) => (id === '1' ? 'Sales' : id),
  agent: () => undefined,
  reason: () => undefined,
}
const at = 60_000

describe(lineOf, () => {
  it('names a queue that has gone by its last name, and one that was renamed by the new one', () => {
    const waiting = { id: 1, at, kind: 'waiting', from: 2, to: 7 } as const
    expect(lineOf({ ...waiting, queue: '1', name: 'Selling' }, names)).toEqual(['Sales', 'waiting 2 → 7'])
    expect(lineOf({ ...waiting, queue: '2', name: 'Claims' }, names)).toEqual(['Claims', 'waiting 2 → 7'])
    expect(lineOf({ id: 3, at, kind: 'queue-added', queue: '2', name: 'Claims' }, names)[1]).toBe('Claims')
    const alert = { key: '2', level: 'warn', metric: 'callsInQueue', limit: 5, queue: '2' } as const
    expect(lineOf({ id: 2, at, kind: 'alert', ...alert, name: 'Claims' }, names)).toEqual([
      'Claims',
      'waiting beyond 5',
    ])
  })

  it('never says that data was missing for 0 seconds', () => {
    const lost = { id: 1, at, kind: 'link', problem: 'five9-lost' } as const
    expect(lineOf({ ...lost, endedAt: at + 400 }, names)[1]).toBe('less than 1 s without data')
    expect(lineOf({ ...lost, endedAt: at + 4_000 }, names)[1]).toBe('4 s without data')
    expect(lineOf({ ...lost, endedAt: undefined }, names)[1]).toBe('')
  })
})
