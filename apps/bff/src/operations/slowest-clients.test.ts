import { describe, expect, it } from 'vitest'
import { addSample } from './distribution.ts'
import { slowestClients } from './slowest-clients.ts'
import { createClientRecords } from './client-records.ts'

interface ClientCase {
  readonly acknowledgedMs?: readonly number[]
  readonly ackLagMs?: number
  readonly isLagging?: boolean
}

function table(cases: Readonly<Record<string, ClientCase>>, limit = 200) {
  const clients = createClientRecords(() => 7)
  for (const [username, { acknowledgedMs = [], ackLagMs = 0, isLagging = false }] of Object.entries(cases)) {
    const viewer = { kind: 'desk', username } as const
    const record = clients.joined({ viewer, ackLagMs: () => ackLagMs, isLagging: () => isLagging })
    for (const ms of acknowledgedMs) addSample(record.ackLatency, ms)
  }
  const { rows, more } = slowestClients(clients.connected(), limit)
  return { rows, more, names: rows.map(({ viewer }) => viewer.kind === 'desk' && viewer.username) }
}

describe(slowestClients, () => {
  it('sorts by the 95th percentile: above all bounds first, without acknowledgements last', () => {
    const { names } = table({
      new: {},
      fast: { acknowledgedMs: [5] },
      beyond: { acknowledgedMs: [60_000] },
      slow: { acknowledgedMs: [700] },
    })
    expect(names).toEqual(['beyond', 'slow', 'fast', 'new'])
  })

  it('counts the ack lag of a client that lags, and only the percentile of any other', () => {
    const { names } = table({
      fast: { acknowledgedMs: [5], ackLagMs: 1_900 },
      hung: { acknowledgedMs: [5], ackLagMs: 20_000, isLagging: true },
      slow: { acknowledgedMs: [700] },
    })
    expect(names).toEqual(['hung', 'slow', 'fast'])
  })

  it('sorts equal clients by their ack lag', () => {
    const { names } = table({
      a: { acknowledgedMs: [60_000], ackLagMs: 1 },
      b: { acknowledgedMs: [60_000], ackLagMs: 2 },
    })
    expect(names).toEqual(['b', 'a'])
  })

  it('returns at most its limit, and the number of further clients', () => {
    const { names, more } = table(
      { a: { acknowledgedMs: [1] }, b: { acknowledgedMs: [9] }, c: { acknowledgedMs: [99] } },
      2,
    )
    expect([names, more]).toEqual([['c', 'b'], 1])
  })

  it('returns what was measured of each client', () => {
    const { rows } = table({ a: { acknowledgedMs: [1, 40], ackLagMs: 3 } })
    expect(rows).toEqual([
      {
        viewer: { kind: 'desk', username: 'a' },
        ...{ connectedSince: 7, count: 2, p50: 1, p95: 50, p99: 50 },
        ...{ ackLagMs: 3, isLagging: false, flushesSkipped: 0, snapshotsSent: 0 },
      },
    ])
  })
})
