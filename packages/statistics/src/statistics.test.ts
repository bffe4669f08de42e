import { parseFullStatistics, parseIncrementalStatistics } from '@wallboard/five9/events'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arbitraryChange, arbitraryRow } from '../tests/arbitrary-rows.ts'
import {
  sortByUrgency,
  freshnessOf,
  createChangeMerger,
  createQueueStatistics,
  createStatistics,
  currentWaitMs,
  type Change,
  type DatedSource,
  type Row,
} from './index.ts'
import { hasRunningWait } from './wait-clock.ts'

/** One event has one instant, as stamping gives it. */
const arbitraryEvent = fc
  .tuple(fc.nat(5), fc.array(arbitraryChange('ACD_STATUS', 'AGENT_STATE'), { maxLength: 2 }))
  .map(([asOf, event]): Change[] =>
    event.map(({ dataSource, added, updated, removed }) => ({
      dataSource,
      added: added.map((row) => ({ ...row, asOf })),
      updated: updated.map((row) => ({ ...row, asOf })),
      removed,
    })),
  )

/**
 * The state as plain data, without the order of rows. Where no clock runs, `asOf` is left out: a screen that got
 * "1, then 0 again" as one merged change has not seen the row change.
 */
const contents = (statistics: { full: () => DatedSource[] }) =>
  new Map(
    statistics
      .full()
      .filter(({ data }) => data.length > 0)
      .map(({ dataSource, data }) => [
        dataSource,
        new Map(data.map((row) => [row.id, hasRunningWait(row) ? row : { ...row, asOf: 0 }])),
      ]),
  )

const row = (id: string, values: Record<string, unknown>, asOf = 0): Row => ({ ...values, id, asOf })
const full = (...data: Row[]) => ({ kind: 'full' as const, sources: [{ dataSource: 'ACD_STATUS', data }] })
const changes = (change: Partial<Change>) => ({
  kind: 'changes' as const,
  changes: [{ dataSource: 'ACD_STATUS', added: [], updated: [], removed: [], ...change }],
})

const increment = (change: Partial<Change>) => ({
  kind: 'increment' as const,
  sources: changes(change).changes,
})

describe(createStatistics, () => {
  it('[row 15] reaches the same rows by any sequence of increments as by the snapshot', () => {
    fc.assert(
      fc.property(fc.array(arbitraryEvent), (events) => {
        const server = createStatistics()
        const screen = createStatistics()
        for (const event of events) screen.applyChanges(server.applyChanges(event))
        const joiner = createStatistics()
        joiner.applyFull(server.full())
        expect(contents(screen)).toEqual(contents(server))
        expect(contents(joiner)).toEqual(contents(server))
      }),
    )
  })

  it('returns the changes of a snapshot, which lead a client to the same state', () => {
    fc.assert(
      fc.property(arbitraryEvent, fc.array(arbitraryRow), (event, data) => {
        const server = createStatistics()
        const screen = createStatistics()
        screen.applyChanges(server.applyChanges(event))
        screen.applyChanges(server.applyFull([{ dataSource: 'ACD_STATUS', data }]))
        expect(contents(screen)).toEqual(contents(server))
      }),
    )
  })

  it('[row 17] changes nothing when the same change comes again', () => {
    fc.assert(
      fc.property(fc.array(arbitraryEvent), arbitraryEvent, (events, event) => {
        const statistics = createStatistics()
        for (const past of events) statistics.applyChanges(past)
        statistics.applyChanges(event)
        const before = contents(statistics)
        expect(statistics.applyChanges(event)).toEqual([])
        expect(contents(statistics)).toEqual(before)
      }),
    )
  })

  it('keeps the identity of a row in which nothing changed', () => {
    const statistics = createStatistics()
    statistics.applyFull([
      { dataSource: 'ACD_STATUS', data: [row('1', { callsInQueue: 0 }), row('2', { callsInQueue: 1 })] },
    ])
    const before = new Map(statistics.rows('ACD_STATUS'))
    statistics.applyFull([
      {
        dataSource: 'ACD_STATUS',
        data: [row('1', { callsInQueue: 0 }, 9), row('2', { callsInQueue: 2 }, 9)],
      },
    ])
    expect(statistics.rows('ACD_STATUS').get('1')).toBe(before.get('1'))
    expect(statistics.rows('ACD_STATUS').get('2')).not.toBe(before.get('2'))
  })

  it('[row 18] replaces the sources that a 5000 holds and no other', () => {
    const statistics = createStatistics()
    statistics.applyFull([{ dataSource: 'AGENT_STATE', data: [row('a', {})] }])
    statistics.applyFull([{ dataSource: 'ACD_STATUS', data: [row('1', {})] }])
    expect([...statistics.rows('AGENT_STATE').keys()]).toEqual(['a'])
  })

  it('treats all blocks of one source in a 5000 as the whole source', () => {
    const statistics = createStatistics()
    statistics.applyFull([
      { dataSource: 'ACD_STATUS', data: [row('1', {})] },
      { dataSource: 'ACD_STATUS', data: [row('2', {})] },
    ])
    expect([...statistics.rows('ACD_STATUS').keys()]).toEqual(['1', '2'])
  })

  it('reports no change for a row that is removed and added back unchanged', () => {
    const statistics = createStatistics()
    const same = row('1', { callsInQueue: 0 })
    statistics.applyFull([{ dataSource: 'ACD_STATUS', data: [same] }])
    const change = { dataSource: 'ACD_STATUS', removed: ['1'], added: [{ ...same, asOf: 9 }], updated: [] }
    expect(statistics.applyChanges([change])).toEqual([])
    expect(statistics.rows('ACD_STATUS').get('1')).toBe(same)
  })

  it('applies later events to the returned rows, without copying the table', () => {
    const statistics = createStatistics()
    statistics.applyFull([{ dataSource: 'ACD_STATUS', data: [row('0', {}), row('1', {})] }])
    const rows = statistics.rows('ACD_STATUS')
    statistics.applyChanges([{ dataSource: 'ACD_STATUS', added: [row('2', {})], updated: [], removed: [] }])
    expect([...rows.keys()]).toEqual(['1', '2'])
  })

  it('[row 16] is incomplete after a 5012 before any 5000', () => {
    const statistics = createStatistics()
    statistics.applyChanges([{ dataSource: 'ACD_STATUS', added: [], updated: [row('1', {})], removed: [] }])
    expect(statistics.rows('ACD_STATUS').size).toBe(1)
    expect(statistics.isComplete('ACD_STATUS')).toBe(false)
  })
})

function mergeChanges(...changes: readonly (readonly Change[])[]): readonly Change[] {
  const merger = createChangeMerger()
  for (const each of changes) merger.add(each)
  return merger.take()
}

describe(createChangeMerger, () => {
  it('has the same result as the older change and then the newer', () => {
    fc.assert(
      fc.property(fc.array(arbitraryEvent), arbitraryEvent, arbitraryEvent, (past, older, newer) => {
        const apart = createStatistics()
        const merged = createStatistics()
        for (const event of past) [apart, merged].forEach((statistics) => statistics.applyChanges(event))
        const first = apart.applyChanges(older)
        const second = apart.applyChanges(newer)
        merged.applyChanges(mergeChanges(first, second))
        expect(contents(merged)).toEqual(contents(apart))
      }),
    )
  })

  it('leads a state in between to the same result', () => {
    fc.assert(
      fc.property(fc.array(arbitraryEvent), arbitraryEvent, arbitraryEvent, (past, older, newer) => {
        const server = createStatistics()
        const between = createStatistics()
        for (const event of past) between.applyChanges(server.applyChanges(event))
        const first = server.applyChanges(older)
        between.applyChanges(first)
        const second = server.applyChanges(newer)
        between.applyChanges(mergeChanges(first, second))
        expect(contents(between)).toEqual(contents(server))
      }),
    )
  })
})

describe('a wait that ends and begins again between two flushes', () => {
  it('continues on a client from its new instant, as on the server', () => {
    const waiting = row('1', { callsInQueue: 1, currentLongestQueueTime: 4_000 })
    const server = createStatistics()
    const screen = createStatistics()
    screen.applyChanges(server.applyFull([{ dataSource: 'ACD_STATUS', data: [waiting] }]))
    const answered = server.applyChanges(changes({ updated: [row('1', { callsInQueue: 0 }, 3_000)] }).changes)
    const arrived = server.applyChanges(changes({ updated: [row('1', { callsInQueue: 1 }, 3_000)] }).changes)
    screen.applyChanges(mergeChanges(answered, arrived))
    expect(screen.rows('ACD_STATUS').get('1')).toEqual({ ...waiting, asOf: 3_000 })
    expect(server.rows('ACD_STATUS').get('1')).toEqual({ ...waiting, asOf: 3_000 })
  })
})

describe(createQueueStatistics, () => {
  const names = [
    { id: '1', name: 'Sales' },
    { id: '2', name: 'Billing' },
  ]

  it('keys what was added, updated and removed by queue name, and keeps the totals row apart', () => {
    const queues = createQueueStatistics()
    queues.setQueues([...names, { id: '3', name: 'Claims' }])
    queues.apply(
      full(row('0', { callsInQueue: 3 }), row('1', { callsInQueue: 1 }), row('2', { callsInQueue: 2 })),
      0,
    )
    expect([...queues.lastEvent().added.keys()]).toEqual(['Sales', 'Billing'])
    queues.apply(
      increment({ added: [row('3', {})], updated: [row('1', { callsInQueue: 4 })], removed: ['2'] }),
      0,
    )
    const { added, updated, removed } = queues.lastEvent()
    expect([...added.keys()]).toEqual(['Claims'])
    expect(updated.get('Sales')).toMatchObject({ callsInQueue: 4 })
    expect(removed.get('Billing')).toMatchObject({ callsInQueue: 2 })
    expect([...queues.current().keys()]).toEqual(['Sales', 'Claims'])
    expect(queues.previous().get('Sales')).toMatchObject({ callsInQueue: 1 })
    expect([...queues.previous().keys()].sort()).toEqual(['Billing', 'Sales'])
    expect(queues.totals()).toMatchObject({ callsInQueue: 3 })
  })

  it('keeps the row of a renamed queue under its new name', () => {
    const queues = createQueueStatistics()
    queues.setQueues(names)
    queues.apply(full(row('1', { callsInQueue: 5 })), 0)
    queues.setQueues([{ id: '1', name: 'Sales UK' }])
    expect([...queues.current()]).toEqual([['Sales UK', row('1', { callsInQueue: 5 })]])
  })

  it('labels an unknown queue by its id and lists it in unknownIds', () => {
    const queues = createQueueStatistics()
    queues.setQueues(names)
    queues.apply(increment({ updated: [row('99', {})] }), 0)
    expect([...queues.current().keys()]).toEqual(['99'])
    expect(queues.unknownIds()).toEqual(['99'])
  })

  it('[row 34] distinguishes two queues with one name, and accepts __proto__ and constructor as names', () => {
    const queues = createQueueStatistics()
    queues.setQueues([
      { id: '1', name: 'Twins' },
      { id: '2', name: 'Twins' },
      { id: '__proto__', name: '__proto__' },
      { id: '4', name: 'constructor' },
    ])
    queues.apply(full(row('1', {}), row('2', {}), row('__proto__', { callsInQueue: 1 }), row('4', {})), 0)
    expect([...queues.current().keys()]).toEqual(['Twins (1)', 'Twins (2)', '__proto__', 'constructor'])
    expect(queues.current().get('__proto__')).toMatchObject({ callsInQueue: 1 })
  })
})

describe('events as the Five9 client parses them', () => {
  it('are dated by the instant at which they were received', () => {
    const queues = createQueueStatistics()
    const acdStatus = (data: readonly unknown[]) => [{ dataSource: 'ACD_STATUS', data }]
    queues.apply(parseFullStatistics(acdStatus([{ id: 1, callsInQueue: '2' }])), 1_000)
    expect(queues.current().get('1')).toEqual({ id: '1', callsInQueue: 2, asOf: 1_000 })
    const updated = [{ id: 1, callsInQueue: 3 }]
    const changed = queues.apply(parseIncrementalStatistics([{ dataSource: 'ACD_STATUS', updated }]), 2_000)
    expect(changed).toEqual([
      {
        dataSource: 'ACD_STATUS',
        added: [],
        updated: [{ id: '1', callsInQueue: 3, asOf: 2_000 }],
        removed: [],
      },
    ])
    expect(queues.previous().get('1')).toMatchObject({ callsInQueue: 2 })
  })
})

describe('queue labels', () => {
  it('loses no queue to a name that looks like a generated label, or to an id that is another queue’s name', () => {
    const queues = createQueueStatistics()
    queues.setQueues([
      { id: '1', name: 'A' },
      { id: '2', name: 'A' },
      { id: '7', name: 'A (1)' },
      { id: '8', name: '99' },
    ])
    queues.apply(full(row('1', {}), row('2', {}), row('7', {}), row('8', {}), row('99', {})), 0)
    expect([...queues.current().keys()]).toEqual(['A (1) (1)', 'A (2)', 'A (1)', '99', '99 (99)'])
  })

  it('labels a queue with an empty name by its id, and does not list it in unknownIds', () => {
    const queues = createQueueStatistics()
    queues.setQueues([{ id: '1', name: '' }])
    queues.apply(full(row('1', {})), 0)
    expect(queues.label('1')).toBe('1')
    expect(queues.unknownIds()).toEqual([])
  })

  it('keeps the name of a queue that left DomainQueues before its row was removed', () => {
    const queues = createQueueStatistics()
    queues.setQueues([{ id: '1', name: 'Sales' }])
    queues.apply(full(row('1', {})), 0)
    queues.setQueues([{ id: '2', name: 'Sales' }])
    expect([...queues.current().keys()]).toEqual(['Sales (1)'])
    queues.setQueues([])
    queues.apply(increment({ removed: ['1'] }), 0)
    expect([...queues.lastEvent().removed.keys()]).toEqual(['Sales'])
  })

  it('keeps the last event when a later event holds no queues', () => {
    const queues = createQueueStatistics()
    queues.setQueues([{ id: '1', name: 'Sales' }])
    queues.apply(full(row('1', {})), 0)
    const agents = { dataSource: 'AGENT_STATE', added: [row('a', {})], updated: [], removed: [] }
    expect(queues.apply({ kind: 'increment', sources: [agents] }, 0)).toEqual([])
    expect([...queues.lastEvent().added.keys()]).toEqual(['Sales'])
  })
})

describe(currentWaitMs, () => {
  const waiting = row('1', { callsInQueue: 1, currentLongestQueueTime: 4_000 }, 100_000)

  it('increases while calls or callbacks wait, and never decreases', () => {
    expect(currentWaitMs(waiting, 103_000)).toBe(7_000)
    expect(currentWaitMs(waiting, 90_000)).toBe(4_000)
    expect(currentWaitMs({ ...waiting, callsInQueue: 0, callbacksInQueue: 2 }, 103_000)).toBe(7_000)
  })

  it('stands still when nothing waits, and is undefined without a value from Five9', () => {
    expect(currentWaitMs({ ...waiting, callsInQueue: 0 }, 103_000)).toBe(4_000)
    expect(currentWaitMs(row('1', { callsInQueue: 2, currentLongestQueueTime: null }), 5)).toBeUndefined()
  })

  it('counts a repeated value from its new instant', () => {
    const statistics = createStatistics()
    statistics.applyFull([{ dataSource: 'ACD_STATUS', data: [waiting] }])
    const [change] = statistics.applyChanges([
      { dataSource: 'ACD_STATUS', added: [], updated: [{ ...waiting, asOf: 101_000 }], removed: [] },
    ])
    expect(change?.updated).toEqual([{ id: '1', asOf: 101_000, currentLongestQueueTime: 4_000 }])
  })

  it('does not decrease when an update of other fields omits the wait', () => {
    const server = createStatistics()
    const screen = createStatistics()
    screen.applyChanges(server.applyFull([{ dataSource: 'ACD_STATUS', data: [waiting] }]))
    const update = row('1', { agentsInQueue: 3 }, 130_000)
    screen.applyChanges(
      server.applyChanges([{ dataSource: 'ACD_STATUS', added: [], updated: [update], removed: [] }]),
    )
    for (const statistics of [server, screen]) {
      const now = statistics.rows('ACD_STATUS').get('1')
      expect(now).toMatchObject({ agentsInQueue: 3, asOf: 100_000 })
    }
  })
})

describe(freshnessOf, () => {
  it.each([
    [true, 100_000, 'live'],
    [true, 85_001, 'live'],
    [true, 85_000, 'ageing'],
    [true, 40_000, 'stale'],
    [false, 100_000, 'down'],
    [true, undefined, 'down'],
  ])('link up %s, confirmed at %s, now 100 s: %s', (isLinkUp, confirmedAt, expected) => {
    expect(freshnessOf({ isLinkUp, confirmedAt, now: 100_000 })).toBe(expected)
  })
})

describe(sortByUrgency, () => {
  it('puts the longest waiting call first, callbacks after calls, and rows without figures last', () => {
    const rows = [
      row('none', {}),
      row('quiet', { callsInQueue: 0 }),
      row('callbacks', { callsInQueue: 0, callbacksInQueue: 3, currentLongestQueueTime: 900_000 }),
      row('short', { callsInQueue: 9, currentLongestQueueTime: 5_000 }),
      row('long', { callsInQueue: 1, currentLongestQueueTime: 60_000 }),
    ]
    expect(sortByUrgency(rows, 0).map(({ id }) => id)).toEqual([
      'long',
      'short',
      'callbacks',
      'quiet',
      'none',
    ])
  })

  it('reads each queue once, not for each comparison', () => {
    const rows = Array.from({ length: 100 }, (_, index) => row(String(index), { callsInQueue: index % 7 }))
    let reads = 0
    sortByUrgency(rows, 0, () => {
      reads += 1
      return 'none'
    })
    expect(reads).toBe(100)
  })
})
