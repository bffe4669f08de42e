import type { DataSource } from '@wallboard/five9/identifiers'
import {
  decodeServerMessage,
  noDirectory,
  relayVersion,
  type ServerMessage,
  type Subscription,
  wholeView,
  type ViewSpec,
} from '@wallboard/relay'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Frame } from './frame.ts'
import { createHub } from './hub.ts'
import { unmetered, type FanOutMeter } from './meter.ts'
import { createQuietStream, createTestStream, rethrow } from './stream-fixture.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const viewer = { kind: 'desk', username: 'u' } as const
const display = { kind: 'display', id: 'd' } as const

/** A hub over a stream whose notices the test sends. */
function setUp(meter: FanOutMeter = unmetered) {
  let directory = noDirectory
  let directoryReads = 0
  let seq = 1
  const { stream, tell } = createQuietStream({
    seq: () => seq,
    directory: () => {
      directoryReads += 1
      return directory
    },
  })
  const hub = createHub({
    stream,
    build: 'b',
    clocks: { monotonic: () => Date.now(), wall: () => Date.now() },
    meter,
    log: rethrow,
  })
  const join = (...parameters: Parameters<typeof subscriptionFor>) =>
    hub.join(
      { send: () => undefined, bufferedBytes: () => 0, close: () => undefined },
      { viewer, subscription: subscriptionFor(...parameters) },
    )
  /** The number of views: each reads the names when they change. */
  function viewCount(): number {
    const before = directoryReads
    tell({ type: 'directory' })
    return directoryReads - before
  }
  const rename = (id: string, name: string) => {
    directory = { ...noDirectory, agents: [{ id, name, queueIds: [] }] }
    tell({ type: 'directory' })
  }
  const change = (callsInQueue: number) => {
    const updated = [{ id: '1', callsInQueue, asOf: Date.now() }]
    const changes = [{ dataSource: 'ACD_STATUS', added: [], updated, removed: [] }]
    seq += 1
    tell({ type: 'changes', seq, asOf: Date.now(), changes })
  }
  return { hub, join, tell, viewCount, rename, change }
}

const subscriptionFor = (source: DataSource, queueIds: ViewSpec['queueIds'] = 'all'): Subscription => ({
  version: relayVersion,
  view: { ...wholeView('wall', [source]), queueIds },
})

describe(createHub, () => {
  it('[R7] sends the link every second, also when nothing changes', () => {
    const { hub } = setUp()
    const sent: string[] = []
    const subscriber = {
      send: (frame: Frame) => sent.push(frame.payload.toString()),
      bufferedBytes: () => 0,
      close: () => undefined,
    }
    hub.join(subscriber, { viewer, subscription: subscriptionFor('ACD_STATUS') })
    vi.advanceTimersByTime(5_000)
    expect(sent.filter((text) => text.includes('"heartbeat"'))).toHaveLength(5)
    hub.close('over')
  })

  it('[R30] sends events to persons and not to displays', () => {
    const { hub, tell } = setUp()
    const sent: (readonly [kind: string, type: unknown])[] = []
    for (const each of [viewer, display]) {
      const subscriber = {
        send: ({ payload }: Frame) => {
          const decoded = decodeServerMessage(payload.toString())
          sent.push([each.kind, decoded.ok && decoded.message.type])
        },
        bufferedBytes: () => 0,
        close: () => undefined,
      }
      hub.join(subscriber, { viewer: each, subscription: subscriptionFor('ACD_STATUS') })
    }
    sent.length = 0
    tell({ type: 'event', code: 'campaign-out-of-numbers', campaign: null, at: 0 })
    expect(sent).toEqual([['desk', 'event']])
    hub.close('over')
  })

  it('[R7] confirms data with the flush that holds it, and not before', () => {
    const { stream, change, setLink } = createTestStream(Date.now)
    const clocks = { monotonic: () => Date.now(), wall: () => Date.now() }
    const hub = createHub({ stream, build: 'b', clocks, meter: unmetered, log: rethrow })
    const writes: string[] = []
    const old = [{ dataSource: 'ACD_STATUS', confirmedAt: 1 }]
    setLink({ unconfirmed: old, confirmedAt: 1 })
    const subscriber = {
      send: ({ wire }: Frame) => writes.push(wire.toString('latin1')),
      bufferedBytes: () => 0,
      close: () => undefined,
    }
    hub.join(subscriber, { viewer, subscription: subscriptionFor('ACD_STATUS') })
    change({ id: '1', callsInQueue: 1 })
    vi.advanceTimersByTime(1)
    writes.length = 0

    change({ id: '1', callsInQueue: 2 })
    setLink({ unconfirmed: [], confirmedAt: 5 })
    vi.advanceTimersByTime(300)
    expect(writes).toHaveLength(2)
    expect(writes[0]).toContain(`"confirmedAt":1,"unconfirmed":${JSON.stringify(old)}`)
    expect(writes[1]).toMatch(/"callsInQueue":2.*"heartbeat".*"confirmedAt":5,"unconfirmed":\[\]/)

    change({ id: '1', callsInQueue: 3 })
    setLink({ state: 'down', unconfirmed: old })
    expect(writes.at(-1)).toMatch(/"link".*"state":"down".*"unconfirmed":\[\{/)
    hub.close('over')
  })

  it('[R7] sends the heartbeat with a flush, and heartbeats alone to a client that lags', () => {
    const { hub, change } = setUp()
    const writes: string[] = []
    hub.join(
      {
        send: ({ wire }) => writes.push(wire.toString('latin1')),
        bufferedBytes: () => 0,
        close: () => undefined,
      },
      { viewer, subscription: subscriptionFor('ACD_STATUS') },
    )
    const afterJoining = writes.length
    for (let flush = 0; flush < 12; flush += 1) {
      change(flush)
      vi.advanceTimersByTime(250)
    }
    const sent = writes.slice(afterJoining)
    const beats = sent.filter((text) => text.includes('"heartbeat"'))
    expect(beats.length).toBeGreaterThanOrEqual(3)
    expect(beats.filter((text) => !text.includes('"changes"'))).toEqual([])
    // It has acknowledged nothing for 3 s: it is sent no changes, but still heartbeats.
    const before = writes.length
    for (let flush = 0; flush < 16; flush += 1) {
      change(flush)
      vi.advanceTimersByTime(250)
    }
    const alone = writes.slice(before).filter((text) => !text.includes('"changes"'))
    expect(alone.length).toBeGreaterThanOrEqual(3)
    hub.close('over')
  })

  it('keeps a view for a client that may reconnect, and drops it after a minute', () => {
    const { hub, join, viewCount } = setUp()
    join('ACD_STATUS').disconnected()
    vi.advanceTimersByTime(50_000)
    expect(viewCount()).toBe(1)
    vi.advanceTimersByTime(20_000)
    expect(viewCount()).toBe(0)
    hub.close('over')
  })

  it('[R5] flushes nothing while nobody watches, and a client that resumes then gets it in one flush', () => {
    const delays: number[] = []
    let encoded = 0
    const { hub, change } = setUp({
      ...unmetered,
      flushed: (ms) => delays.push(ms),
      encoded: () => (encoded += 1),
    })
    let got: ServerMessage[] = []
    const join = (resume?: Subscription['resume']) => {
      const subscriber = {
        send({ payload }: Frame) {
          const decoded = decodeServerMessage(payload.toString())
          if (decoded.ok) got.push(decoded.message)
        },
        bufferedBytes: () => 0,
        close: () => undefined,
      }
      return hub.join(subscriber, { viewer, subscription: { ...subscriptionFor('ACD_STATUS'), resume } })
    }
    const client = join()
    change(1)
    vi.advanceTimersByTime(300)
    const held = got.find((message) => message.type === 'changes')
    client.disconnected()
    got = []
    const [metered, encodedBefore] = [delays.length, encoded]
    for (let calls = 2; calls < 50; calls += 1) {
      change(calls)
      vi.advanceTimersByTime(1_000)
    }
    expect(encoded).toBe(encodedBefore)
    join(held && { epoch: held.epoch, seq: held.seq })
    expect(got.map(({ type }) => type)).toEqual(['hello', 'resumed', 'changes'])
    expect(got[2]).toMatchObject({ prev: held?.seq, payLoad: [{ updated: [{ callsInQueue: 49 }] }] })
    expect([encoded, delays.length]).toEqual([encodedBefore + 1, metered]) // nobody has waited for it
    hub.close('over')
  })

  it('keeps the views of all boards of a site for displays that reconnect, and encodes none of them again', () => {
    let encoded = 0
    const { hub, join, viewCount } = setUp({ ...unmetered, encoded: () => (encoded += 1) })
    const boards = Array.from({ length: 40 }, (_, board) => [`${board}`])
    const joinAll = () => boards.map((queueIds) => join('ACD_STATUS', queueIds))
    for (const connection of joinAll()) connection.disconnected()
    join('ACD_STATUS', ['of another page'])
    expect([encoded, viewCount()]).toEqual([41, 41])
    joinAll()
    expect([encoded, viewCount()]).toEqual([41, 41])
    hub.close('over')
  })

  it('of too many views without clients, drops the one that has had none for the longest time', () => {
    let encoded = 0
    const { hub, join } = setUp({ ...unmetered, encoded: () => (encoded += 1) })
    const joinFor = (board: number) => join('ACD_STATUS', [`${board}`])
    const first = joinFor(0)
    for (let board = 1; board <= 64; board += 1) joinFor(board).disconnected()
    vi.advanceTimersByTime(1_000)
    first.disconnected()
    joinFor(65)
    joinFor(66)
    expect(encoded).toBe(67)
    joinFor(0)
    expect(encoded).toBe(67)
    joinFor(1)
    expect(encoded).toBe(68)
    hub.close('over')
  })

  it('bounds the number of views of clients that request different queues each time', () => {
    const { hub, join, viewCount } = setUp()
    join('ACD_STATUS')
    for (let made = 0; made < 500; made += 1) join('ACD_STATUS', [`${made}`]).disconnected()
    expect(viewCount()).toBeLessThan(70)
    vi.advanceTimersByTime(120_000)
    expect(viewCount()).toBe(1)
    hub.close('over')
  })

  it.each([
    ['has no subscription that it can read', undefined],
    ['has another version', { ...subscriptionFor('ACD_STATUS'), version: relayVersion + 1 }],
  ])('sends a client that %s its own version, and closes it', (_case, subscription) => {
    const { hub } = setUp()
    const sent: string[] = []
    const subscriber = {
      send: (frame: Frame) => sent.push(frame.payload.toString()),
      bufferedBytes: () => 0,
      close: (code: number) => sent.push(`closed with ${code}`),
    }
    hub.join(subscriber, { viewer, subscription }).received({ type: 'resync' })
    expect(sent).toEqual([expect.stringContaining(`"hello","version":${relayVersion}`), 'closed with 4426'])
    expect(hub.clientCount()).toBe(0)
    hub.close('over')
  })

  it('meters who joins, why each snapshot is sent, the ack lag, and who leaves', () => {
    const metered: string[] = []
    let ackLagMs: () => number = () => 0
    const { hub, join, rename } = setUp({
      ...unmetered,
      joined(client) {
        metered.push(JSON.stringify(client.viewer))
        ackLagMs = () => client.ackLagMs()
        const left = () => {
          metered.push('left')
        }
        return { ...unmetered, sent: (what) => metered.push(what), left }
      },
    })
    const client = join('AGENT_STATE')
    expect(ackLagMs()).toBe(0)
    vi.advanceTimersByTime(700)
    expect(ackLagMs()).toBe(700)
    client.received({ type: 'resync' })
    rename('1', 'Ada')
    client.setView({
      pace: 'wall',
      sources: ['AGENT_STATE'],
      queueIds: [],
      agents: { queueIds: 'all', fields: 'all', areNamed: false },
    })
    client.disconnected()
    expect(metered).toEqual([JSON.stringify(viewer), 'joined', 'requested', 'names', 'view', 'left'])
    expect(ackLagMs()).toBe(0)
    hub.close('over')
  })
})
