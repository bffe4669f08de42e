import type { ServerMessage } from '@wallboard/relay'
import { describe, expect, it } from 'vitest'
import { createQueueOrder } from '../order/queue-order-store.ts'
import { createAlertStore } from './alert-store.ts'
import { createQueueStatisticsStore } from './queue-statistics-store.ts'
import { upLink } from '../link-fixture.ts'

const link = upLink(1_000)
const row = (id: string, callsInQueue: number, asOf = 1_000) => ({ id, asOf, callsInQueue })

const snapshot = (...data: ReturnType<typeof row>[]): ServerMessage => ({
  type: 'snapshot',
  eventId: '5000',
  epoch: 'e',
  seq: 5,
  asOf: 1_000,
  serverTime: 1_000,
  wallOffsetMs: 0,
  queues: [
    { id: '1', name: 'Sales' },
    { id: '2', name: 'Billing' },
  ],
  payLoad: [{ dataSource: 'ACD_STATUS', data }],
  link,
})
const changes = (prev: number, seq: number, change: object): ServerMessage => ({
  type: 'changes',
  eventId: '5012',
  epoch: 'e',
  prev,
  seq,
  asOf: 1_000,
  payLoad: [{ dataSource: 'ACD_STATUS', added: [], updated: [], removed: [], ...change }],
})

function setUp() {
  let now = 1_000
  const store = createQueueStatisticsStore({ monotonic: () => now, wall: () => now })
  store.messageReceived(snapshot(row('0', 3), row('1', 1), row('2', 2)))
  return {
    store,
    order: createQueueOrder(store, createAlertStore()),
    at: (ms: number) => {
      now = ms
    },
  }
}

/** A snapshot with one queue at a position of the feed of this test. */
const snapshotAt = (fence: number, seq: number, callsInQueue: number): ServerMessage => ({
  ...snapshot(row('1', callsInQueue)),
  ...{ epoch: `0123456789abcdef.${fence}.v`, seq },
})

describe('the position of a screen', () => {
  const calls = ({ store }: ReturnType<typeof setUp>) => store.tile('1')?.getState().row['callsInQueue']

  it('[R14] never falls: older data is refused, and the page reconnects', () => {
    const screen = setUp()
    const { store } = screen
    expect(store.messageReceived(snapshotAt(8, 5, 3))).toBe('painted')
    for (const older of [snapshotAt(8, 4, 9), snapshotAt(7, 99, 9)]) {
      expect(store.messageReceived(older)).toBe('reconnect')
      expect([calls(screen), store.resumePosition()?.seq]).toEqual([3, 5])
    }
    expect(store.messageReceived(snapshotAt(9, 0, 4))).toBe('painted')
    expect(calls(screen)).toBe(4)
  })

  it('[R14] is forgotten a minute after the page was complete, when no server has it any more', () => {
    const screen = setUp()
    const { store, at } = screen
    store.messageReceived(snapshotAt(8, 5, 3))
    store.socketLost()
    at(61_000)
    expect(store.messageReceived(snapshotAt(7, 1, 9))).toBe('reconnect')
    at(61_001)
    expect(store.resumePosition()).toBeUndefined()
    expect(store.messageReceived(snapshotAt(7, 1, 9))).toBe('painted')
    expect(calls(screen)).toBe(9)
  })
})

describe(createQueueStatisticsStore, () => {
  it('notifies only the tile of the queue that changed', () => {
    const { store, order } = setUp()
    const woken: string[] = []
    for (const id of ['1', '2']) store.tile(id)?.subscribe(() => woken.push(id))
    store.membership.subscribe(() => woken.push('membership'))
    order.subscribe(() => woken.push('order'))
    expect(store.messageReceived(changes(5, 6, { updated: [row('2', 7)] }))).toBe('painted')
    expect(woken).toEqual(['2'])
    expect(store.tile('2')?.getState()).toMatchObject({ label: 'Billing', row: { callsInQueue: 7 } })
  })

  it('[row 29] requests a snapshot on a gap and keeps the last good figures', () => {
    const { store } = setUp()
    expect(store.messageReceived(changes(8, 9, { updated: [row('1', 99)] }))).toBe('gap')
    expect(store.tile('1')?.getState().row).toMatchObject({ callsInQueue: 1 })
  })

  it('[row 29] is not live from a gap until the snapshot, despite heartbeats', () => {
    const { store } = setUp()
    store.tick()
    expect(store.status.getState()).toMatchObject({ freshness: 'live' })
    store.messageReceived(changes(8, 9, { updated: [row('1', 99)] }))
    expect(store.status.getState()).toMatchObject({ freshness: 'down', problem: 'changes-missed' })
    store.messageReceived({ type: 'heartbeat', serverTime: 1_000, wallOffsetMs: 0, link })
    store.tick()
    expect(store.status.getState()).toMatchObject({ problem: 'changes-missed' })
    store.messageReceived(snapshot(row('1', 4)))
    expect(store.status.getState()).toMatchObject({ freshness: 'live', problem: 'none' })
  })

  it('requires a new connection after a sleep, even if a board or a hint comes first', () => {
    let sleptMs = 0
    const store = createQueueStatisticsStore({ monotonic: () => 1_000, wall: () => 1_000 + sleptMs })
    store.messageReceived(snapshot(row('0', 3)))
    sleptMs = 60_000
    store.boardShown(['ACD_STATUS'])
    store.socketBlocked(false)
    expect(store.tick()).toBe('reconnect')
  })

  it('keeps the totals separate from the queues', () => {
    const { store, order } = setUp()
    expect(store.totals()).toMatchObject({ callsInQueue: 3 })
    expect(order.getState().ids).toEqual(['2', '1'])
  })

  it('notifies no component that lists queues of new totals, only those that follow all changes', () => {
    const { store } = setUp()
    const woken: string[] = []
    store.membership.subscribe(() => woken.push('membership'))
    store.applied.subscribe(() => woken.push('applied'))
    store.messageReceived(changes(5, 6, { updated: [row('0', 4)] }))
    expect(woken).toEqual(['applied'])
    expect(store.totals()).toMatchObject({ callsInQueue: 4 })
  })

  it('marks a removed queue for half a minute, then drops it', () => {
    const { store, order, at } = setUp()
    store.messageReceived(changes(5, 6, { removed: ['1'] }))
    expect(store.tile('1')?.getState().removedAt).toBe(1_000)
    at(31_001)
    store.tick()
    expect(store.tile('1')).toBeUndefined()
    expect(order.getState().ids).toEqual(['2'])
  })

  it('does not treat queues as removed while the server has none from Five9', () => {
    const { store } = setUp()
    const connecting = {
      ...link,
      state: 'connecting',
      confirmedAt: null,
      unconfirmed: [{ dataSource: 'ACD_STATUS', confirmedAt: null }],
    } as const
    const whole = snapshot()
    if (whole.type !== 'snapshot') throw new Error('no snapshot')
    store.messageReceived({ ...whole, epoch: 'f', seq: 1, payLoad: [], queues: [], link: connecting })
    const removedAt = (id: string) => store.tile(id)?.getState().removedAt
    expect([removedAt('1'), removedAt('2')]).toEqual([undefined, undefined])
    expect(store.status.getState().freshness).toBe('down')
    store.messageReceived({ ...changes(1, 2, { added: [row('1', 4)] }), epoch: 'f' } as ServerMessage)
    expect(store.tile('1')?.getState()).toMatchObject({ row: { callsInQueue: 4 }, removedAt: undefined })
    expect(removedAt('2')).toBeUndefined()
    store.messageReceived({ type: 'link', serverTime: 1_000, wallOffsetMs: 0, link })
    expect(removedAt('2')).toBeDefined()
    expect(removedAt('1')).toBeUndefined()
  })

  it('keeps the name of a removed queue, even if its name is removed first', () => {
    const { store } = setUp()
    const named = { ...changes(5, 6, { removed: ['1'] }), queues: [{ id: '2', name: 'Billing North' }] }
    store.messageReceived(named)
    expect(store.tile('1')?.getState().label).toBe('Sales')
    expect(store.tile('2')?.getState().label).toBe('Billing North')
  })

  it('has another array of queues after one was renamed, and the same while names stay', () => {
    const { store } = setUp()
    const { ids } = store.membership.getState()
    const named = (seq: number, name: string) => ({
      ...changes(seq - 1, seq, { updated: [row('1', seq)] }),
      queues: [
        { id: '1', name },
        { id: '2', name: 'Billing' },
      ],
    })
    store.messageReceived(named(6, 'Sales'))
    expect(store.membership.getState().ids).toBe(ids)
    store.messageReceived(named(7, 'Sales North'))
    expect(store.membership.getState().ids).not.toBe(ids)
    expect(store.membership.getState().ids).toEqual(ids)
  })

  it('goes from live through ageing to stale, and stops the clocks of the page', () => {
    const { store, at } = setUp()
    const seen = [1_000, 15_999, 16_000, 60_999, 61_000, 90_000].map((ms) => {
      at(ms)
      store.tick()
      const { freshness, now } = store.status.getState()
      return [freshness, now]
    })
    expect(seen).toEqual([
      ['live', 1_000],
      ['live', 15_999],
      ['ageing', 16_000],
      ['ageing', 60_999],
      ['stale', 60_999],
      ['stale', 60_999],
    ])
    expect(store.status.getState().problem).toBe('five9-silent')
  })

  it('distinguishes the two links, and since when they are down', () => {
    const { store, at } = setUp()
    store.messageReceived({
      type: 'link',
      serverTime: 1_000,
      wallOffsetMs: 0,
      link: { ...link, state: 'down', since: 900 },
    })
    expect(store.status.getState()).toMatchObject({
      freshness: 'down',
      problem: 'five9-lost',
      problemSince: 900,
    })
    at(2_000)
    store.socketLost()
    expect(store.status.getState()).toMatchObject({
      problem: 'server-lost',
      problemSince: 2_000,
    })
  })

  it('is not live before the first snapshot', () => {
    const store = createQueueStatisticsStore({ monotonic: () => 1_000, wall: () => 1_000 })
    store.messageReceived({ type: 'heartbeat', serverTime: 1_000, wallOffsetMs: 0, link })
    expect(store.status.getState()).toMatchObject({ freshness: 'down', hasSnapshot: false })
  })

  it.each([
    ['a snapshot', snapshot(row('1', 4))],
    [
      'a resumption',
      { type: 'resumed', epoch: 'e', seq: 5, serverTime: 6_000, wallOffsetMs: 0, link } as const,
    ],
  ])('stays down after a reconnect until %s, whatever else the server sends', (_, arrival) => {
    const { store, at } = setUp()
    at(2_000)
    store.socketLost()
    at(6_000)
    store.messageReceived({ type: 'hello', version: 1, build: 'b', serverTime: 6_000, wallOffsetMs: 0 })
    store.messageReceived({ type: 'heartbeat', serverTime: 6_000, wallOffsetMs: 0, link })
    expect(store.status.getState()).toMatchObject({
      freshness: 'down',
      problem: 'server-lost',
      problemSince: 2_000,
    })
    store.messageReceived(arrival)
    store.tick()
    expect(store.status.getState()).toMatchObject({ freshness: 'live', problem: 'none' })
  })

  it('samples unknown values as gaps: an unknown figure, a lost link, a removed queue', () => {
    const { store, at } = setUp()
    const unknown = { id: '2', asOf: 1_000, callsInQueue: null }
    store.messageReceived(changes(5, 6, { updated: [unknown], removed: ['1'] }))
    at(11_000)
    store.tick()
    store.messageReceived(changes(6, 7, { updated: [row('2', 5)] }))
    store.socketLost()
    at(21_000)
    store.tick()
    expect(store.tile('1')?.getState().history.slice(-2)).toEqual([null, null])
    expect(store.tile('2')?.getState().history.slice(-2)).toEqual([null, null])
  })

  it('samples spark lines every ten seconds, with the clocks, so that no frame is drawn for them alone', () => {
    const { store, at } = setUp()
    const wallOffsetMs = 400 // a second of the clock begins 0.6 s after one of the page
    store.messageReceived({ type: 'heartbeat', serverTime: 1_000, wallOffsetMs, link })
    const samples: number[] = []
    for (let ms = 1_100; ms <= 31_100; ms += 500) {
      const { history } = store.tile('1')?.getState() ?? {}
      const before = store.status.getState()
      at(ms)
      store.tick()
      if (store.tile('1')?.getState().history === history) continue
      expect(store.status.getState()).not.toBe(before)
      samples.push(ms)
    }
    expect(samples).toEqual([10_600, 20_600, 30_600])
  })

  it('uses the server’s clock when its own is an hour wrong', () => {
    const store = createQueueStatisticsStore({ monotonic: () => 3_600_000, wall: () => 3_600_000 })
    store.messageReceived(snapshot(row('1', 1)))
    expect(store.status.getState()).toMatchObject({ freshness: 'live', serverNow: 1_000 })
  })
})
