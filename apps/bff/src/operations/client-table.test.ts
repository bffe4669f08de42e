import { describe, expect, it } from 'vitest'
import { addSample } from './distribution.ts'
import { slowestClients } from './client-table.ts'
import { createClientRecords } from './client-records.ts'

interface Given {
  readonly painted?: readonly number[]
  readonly ackLagMs?: number
  readonly isLagging?: boolean
}

function table(given: Readonly<Record<string, Given>>, limit = 200) {
  const screens = createClientRecords(() => 7)
  for (const [username, { painted = [], ackLagMs: ackLagMs = 0, isLagging = false }] of Object.entries(
    given,
  )) {
    const viewer = { kind: 'desk', username } as const
    const record = screens.joined({ viewer, ackLagMs: () => ackLagMs, isLagging: () => isLagging })
    for (const ms of painted) addSample(record.painted, ms)
  }
  const { rows, more } = slowestClients(screens.connected(), limit)
  return { rows, more, names: rows.map(({ viewer }) => viewer.kind === 'desk' && viewer.username) }
}

describe(slowestClients, () => {
  it('puts the worst p95 first, beyond all edges before all others, and those that told nothing last', () => {
    const { names } = table({
      new: {},
      fast: { painted: [5] },
      beyond: { painted: [60_000] },
      slow: { painted: [700] },
    })
    expect(names).toEqual(['beyond', 'slow', 'fast', 'new'])
  })

  it('takes a screen that lags to be as slow as what it owes, and one that does not by its p95 alone', () => {
    const { names } = table({
      fast: { painted: [5], ackLagMs: 1_900 },
      hung: { painted: [5], ackLagMs: 20_000, isLagging: true },
      slow: { painted: [700] },
    })
    expect(names).toEqual(['hung', 'slow', 'fast'])
  })

  it('puts equals by what they owe', () => {
    const { names } = table({
      a: { painted: [60_000], ackLagMs: 1 },
      b: { painted: [60_000], ackLagMs: 2 },
    })
    expect(names).toEqual(['b', 'a'])
  })

  it('stops at its limit and says how many more there are', () => {
    const { names, more } = table({ a: { painted: [1] }, b: { painted: [9] }, c: { painted: [99] } }, 2)
    expect([names, more]).toEqual([['c', 'b'], 1])
  })

  it('tells each screen’s figures', () => {
    const { rows } = table({ a: { painted: [1, 40], ackLagMs: 3 } })
    expect(rows).toEqual([
      {
        viewer: { kind: 'desk', username: 'a' },
        ...{ connectedSince: 7, count: 2, p50: 1, p95: 50, p99: 50 },
        ...{ ackLagMs: 3, isLagging: false, skipped: 0, snapshots: 0 },
      },
    ])
  })
})
