import type { Link, ServerMessage } from '@wallboard/relay'
import { describe, expect, it } from 'vitest'
import { timeOfDay } from './time-of-day.ts'
import { createQueueStatisticsStore } from '../stores/queue-statistics-store.ts'

/** The server's monotonic clock is this much ahead of the screen's, and its time of day is right. */
const ahead = 5_000_000
const noon = Date.UTC(2026, 10, 26, 12)
/** Half a second after the first figures of `setUp`, by the server's clock. */
const fellAsleepAt = ahead + 1_500

function setUp() {
  let monotonic = 1_000
  let screenWall = Date.UTC(1970, 0, 1) // a television whose clock was never set
  let serverWall = noon
  const store = createQueueStatisticsStore({ monotonic: () => monotonic, wall: () => screenWall })
  const serverNow = () => monotonic + ahead
  const link = (change: Partial<Link> = {}): Link => ({
    state: 'up',
    since: ahead,
    reason: null,
    confirmedAt: serverNow(),
    unconfirmed: [],
    unreadLists: [],
    domainOffsetMs: 0,
    ...change,
  })
  const time = () => ({ serverTime: serverNow(), wallOffsetMs: serverWall - serverNow() })
  const hello = (): ServerMessage => ({ type: 'hello', version: 3, build: 'b', ...time() })
  const snapshot = (change: Partial<Link> = {}, asOf = serverNow()): ServerMessage => ({
    type: 'snapshot',
    eventId: '5000',
    epoch: 'e',
    seq: 5,
    asOf,
    ...time(),
    queues: [],
    payLoad: [{ dataSource: 'ACD_STATUS', data: [{ id: '1', asOf, callsInQueue: 1 }] }],
    link: link(change),
  })
  const heartbeat = (change: Partial<Link> = {}): ServerMessage => ({
    type: 'heartbeat',
    ...time(),
    link: link(change),
  })
  const passes = (
    ms: number,
    of: { readonly monotonic: number; readonly wall: number } = { monotonic: ms, wall: ms },
  ) => {
    monotonic += of.monotonic
    screenWall += of.wall
    serverWall += ms
  }
  const say = (message: ServerMessage) => store.messageReceived(message)
  say(hello())
  say(snapshot())
  return {
    store,
    say,
    hello,
    snapshot,
    heartbeat,
    passes,
    serverNow,
    status: () => store.status.getState(),
    stepServerWall: (ms: number) => (serverWall += ms),
    stepScreenWall: (ms: number) => (screenWall += ms),
    serverWall: () => serverWall,
  }
}

const ageMs = ({ serverNow, confirmedAt = NaN }: { serverNow: number; confirmedAt: number | undefined }) =>
  serverNow - confirmedAt

describe('the clocks of the screen', () => {
  it('[23] shows the server’s time of day on a page with a wrong clock, and after a step of the server’s clock', () => {
    const { passes, say, heartbeat, store, status, stepServerWall, serverWall } = setUp()
    expect(timeOfDay(status())).toBe(noon)
    for (const step of [-3_600_000, 3_600_000, 25 * 3_600_000]) {
      stepServerWall(step)
      passes(1_000)
      say(heartbeat())
      store.tick()
      expect(timeOfDay(status())).toBe(serverWall())
      expect(status()).toMatchObject({ freshness: 'live' })
      expect(ageMs(status())).toBe(0)
    }
  })

  it('[23] measures nothing with the page’s wall clock', () => {
    const { passes, store, status, stepScreenWall } = setUp()
    stepScreenWall(-7_200_000)
    passes(20_000)
    expect(store.tick()).toBe('nothing')
    expect(status()).toMatchObject({ freshness: 'ageing' })
    expect(ageMs(status())).toBe(20_000)
  })

  it('[27] dates messages that queued up while the page stood still by their sending time', () => {
    const { passes, say, heartbeat, status } = setUp()
    passes(1_000)
    say(heartbeat())
    const queued = [1, 2, 3].map(() => {
      passes(1_000)
      return heartbeat()
    })
    passes(72_000)
    for (const message of queued) {
      say(message)
      expect(status().freshness).toBe('stale')
      expect(ageMs(status())).toBeGreaterThanOrEqual(72_000)
    }
  })

  it('[27] marks every figure after a sleep with a stopped clock, until the first message of a new connection', () => {
    const { passes, say, hello, snapshot, heartbeat, store, status } = setUp()
    passes(75_000, { monotonic: 100, wall: 75_000 })
    expect(say(heartbeat())).toBe('reconnect')
    expect(status()).toMatchObject({ freshness: 'down', problem: 'screen-slept' })
    expect(ageMs(status())).toBeGreaterThanOrEqual(74_900)
    // What the old connection still holds proves nothing.
    say(snapshot())
    store.tick()
    expect(status().freshness).toBe('down')
    say(hello())
    store.tick()
    expect(status().freshness).toBe('down')
    say(snapshot())
    expect(status()).toMatchObject({ freshness: 'live', problem: 'none' })
    expect(ageMs(status())).toBe(0)
  })

  it('dates a sleep with a stopped clock from its beginning, also when the loss is heard of before the clocks', () => {
    for (const wakesBy of ['tick', 'loss'] as const) {
      const { passes, store, status } = setUp()
      passes(500)
      store.tick()
      passes(75_000, { monotonic: 100, wall: 75_000 })
      if (wakesBy === 'tick') store.tick()
      store.socketLost()
      const { problem, problemSince, now, serverNow } = status()
      expect([wakesBy, problem, now]).toEqual([wakesBy, 'screen-slept', fellAsleepAt])
      expect(Math.abs((problemSince ?? NaN) - fellAsleepAt)).toBeLessThanOrEqual(100)
      expect(serverNow - fellAsleepAt).toBe(75_000)
    }
  })

  it('requires a new connection when the server’s clock seems to go back', () => {
    const { passes, say, heartbeat, store, status, hello, snapshot } = setUp()
    const needs = Array.from({ length: 6 }, () => {
      passes(1_000)
      const late = heartbeat()
      if (late.type === 'heartbeat') say({ ...late, serverTime: late.serverTime - 3_600_000 })
      return store.tick()
    })
    expect(needs).toContain('reconnect')
    expect(status().freshness).toBe('down')
    say(hello())
    say(snapshot())
    expect(status().freshness).toBe('live')
  })

  it('requires a new connection when that is known only with the snapshot that ends a gap', () => {
    const { passes, say, heartbeat, store, snapshot } = setUp()
    store.changesMissed()
    for (let second = 0; second < 6; second += 1) {
      passes(1_000)
      const late = heartbeat()
      if (late.type === 'heartbeat') say({ ...late, serverTime: late.serverTime - 3_000 })
      expect(store.tick()).toBe('nothing')
    }
    const late = snapshot()
    if (late.type !== 'snapshot') throw new Error('no snapshot')
    expect(say({ ...late, serverTime: late.serverTime - 3_000 })).toBe('reconnect')
  })
})

describe('unconfirmed figures', () => {
  const queuesLost = (confirmedAt: number) => ({ unconfirmed: [{ dataSource: 'ACD_STATUS', confirmedAt }] })

  it('stay old after a reconnect until the server reports full statistics', () => {
    const { passes, say, hello, snapshot, heartbeat, store, status, serverNow } = setUp()
    store.boardShown(['ACD_STATUS'])
    const confirmedAt = serverNow()
    passes(30_000)
    store.socketLost()
    passes(1_000)
    say(hello())
    say(snapshot(queuesLost(confirmedAt), confirmedAt))
    expect(status()).toMatchObject({
      freshness: 'stale',
      problem: 'unconfirmed',
      now: confirmedAt,
      confirmedAt,
    })
    expect(store.oldSources.getState().names).toEqual(['ACD_STATUS'])
    passes(1_000)
    say(heartbeat(queuesLost(confirmedAt)))
    store.tick()
    expect(status().now).toBe(confirmedAt)
    say(heartbeat())
    expect(status()).toMatchObject({ freshness: 'live', now: serverNow() })
    expect(store.oldSources.getState().names).toEqual([])
  })

  it('keep their age on a page that a restarted server without figures leaves them on', () => {
    const { passes, say, snapshot, store, status } = setUp()
    store.boardShown(['ACD_STATUS'])
    passes(30_000)
    store.socketLost()
    const none = { state: 'ended', confirmedAt: null } as const
    const unconfirmed = [{ dataSource: 'ACD_STATUS', confirmedAt: null }]
    for (const restartedAt of [200, 100]) {
      passes(1_000)
      const time = { serverTime: restartedAt, wallOffsetMs: noon }
      const empty = {
        ...snapshot({ ...none, unconfirmed }),
        ...time,
        epoch: `at ${restartedAt}`,
        payLoad: [],
      }
      say({ type: 'hello', version: 3, build: 'b', ...time })
      say(empty)
      expect(status()).toMatchObject({ freshness: 'down', problem: 'five9-ended' })
      store.socketLost()
    }
    expect(ageMs(status())).toBe(32_000)
    passes(1_000)
    say({ type: 'hello', version: 3, build: 'b', serverTime: 500, wallOffsetMs: noon })
    say({ ...snapshot({ confirmedAt: 500 }, 500), serverTime: 500, epoch: 'third' } as ServerMessage)
    expect(ageMs(status())).toBe(0)
  })

  it('have no age on a board that is switched to a source that was never complete', () => {
    const { passes, say, snapshot, store, status } = setUp()
    store.boardShown(['ACD_STATUS'])
    passes(30_000)
    store.tick()
    expect(ageMs(status())).toBe(30_000)
    store.boardShown(['AGENT_STATE'])
    const unconfirmed = [{ dataSource: 'AGENT_STATE', confirmedAt: null }]
    say({ ...snapshot({ unconfirmed }), payLoad: [] } as ServerMessage)
    expect(status()).toMatchObject({ freshness: 'down', problem: 'unconfirmed', confirmedAt: undefined })
  })

  it('[29] of a resumed position are not live before the missed changes are read', () => {
    const { passes, say, hello, heartbeat, store, status } = setUp()
    store.socketLost()
    passes(2_000)
    say(hello())
    const beat = heartbeat()
    if (beat.type !== 'heartbeat') throw new Error('no heartbeat')
    say({ ...beat, type: 'resumed', epoch: 'e', seq: 5 })
    expect(status().freshness).toBe('down')
    store.tick()
    expect(status().freshness).toBe('live')
  })

  it('stop the clock of their source only', () => {
    const { passes, say, heartbeat, store, status, serverNow } = setUp()
    store.boardShown(['ACD_STATUS', 'AGENT_STATE'])
    store.tick()
    const lostAt = serverNow()
    passes(5_000)
    say(heartbeat({ unconfirmed: [{ dataSource: 'AGENT_STATE', confirmedAt: lostAt }] }))
    expect(status()).toMatchObject({ freshness: 'stale', agentsNow: lostAt, now: serverNow() })
    expect([store.freshnessOf('ACD_STATUS'), store.freshnessOf('AGENT_STATE')]).toEqual(['live', 'stale'])
  })

  it('add no sample to the spark line', () => {
    const { passes, say, heartbeat, store, serverNow } = setUp()
    say(heartbeat(queuesLost(serverNow())))
    passes(15_000)
    store.tick()
    expect(store.tile('1')?.getState().history.at(-1)).toBeNull()
  })
})

describe('the status', () => {
  it('changes once a second, though each reading of the server’s two clocks differs a little', () => {
    const { passes, say, heartbeat, store, status, stepServerWall } = setUp()
    store.tick()
    let changes = 0
    const seconds = new Set<number>()
    store.status.subscribe(() => {
      changes += 1
      seconds.add(Math.floor(timeOfDay(status()) / 1_000))
    })
    for (let tick = 0; tick < 40; tick += 1) {
      passes(250)
      if (tick % 4 === 2) {
        stepServerWall(tick % 8 === 2 ? 0.7 : -0.7)
        say(heartbeat())
      }
      store.tick()
    }
    expect({ changes, seconds: seconds.size }).toEqual({ changes: 10, seconds: 10 })
  })

  it('changes at once when the link does, and with a step of the server’s clock', () => {
    const { passes, say, heartbeat, store, status, stepServerWall, serverWall } = setUp()
    store.tick()
    passes(10)
    say(heartbeat({ state: 'down', reason: { code: 'session-stuck' } }))
    store.tick()
    expect(status()).toMatchObject({ freshness: 'down', hint: { code: 'session-stuck' } })
    const { hint } = status()
    passes(1_000)
    stepServerWall(300)
    say(heartbeat({ state: 'down', reason: { code: 'session-stuck' } }))
    store.tick()
    expect(timeOfDay(status())).toBe(serverWall())
    expect(status().hint).toBe(hint)
  })
})

describe('lists that could not be read', () => {
  it('are the same array while their content does not change', () => {
    const { say, heartbeat, store, status } = setUp()
    const unread = () => ({
      unreadLists: [{ list: 'queues' as const, reason: { code: 'permission-denied' as const } }],
    })
    say(heartbeat(unread()))
    store.tick()
    const first = status().unread
    say(heartbeat(unread()))
    store.tick()
    expect(first).toEqual(unread().unreadLists)
    expect(status().unread).toBe(first)
  })
})
